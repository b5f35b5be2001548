"""A whole run: what is kept, what is set aside, what a stop costs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.core.corpus.fabrique import analyser, ecrire_jsonl, octets, offre, tables

from socle.corpus import Avancement, Execution, analyser_corpus, lire_avancement
from socle.corpus import entree as module_entree
from socle.erreurs import DocumentIllisible, ErreurSocle, Introuvable
from socle.offre import analyser as analyser_une
from socle.offre import decouper
from socle.referentiel import Referentiel

ANGLAIS = (
    "The engineer will support the teaching teams and design the courses with them. You will work with the "
    "library and the schools, and you are in charge of the training of the staff. "
) * 3


def test_what_a_run_writes_is_what_one_analysis_says(tmp_path: Path, ensemble: Referentiel) -> None:
    textes = [offre(numero) for numero in range(6)]
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": texte} for texte in textes])
    lues = analyser(source, tmp_path / "r", ensemble)
    for rang, texte in enumerate(textes):
        analyse = analyser_une(decouper(texte), ensemble)
        resume = lues["offres"][rang]
        assert resume["code_proche"] == analyse.emplois_types[0].code
        assert resume["probabilite"] == pytest.approx(analyse.emplois_types[0].probabilite, abs=1e-4)
        assert analyse.decalage is not None
        assert resume["decalage"] == analyse.decalage.taux
        lignes = [ligne for ligne in lues["lignes"] if ligne["offre"] == resume["id"]]
        assert [(un["texte"], un["decision"]) for un in lignes] == [
            (un.texte, un.decision) for un in analyse.lignes
        ]
        couvertures = [un for un in lues["couverture"] if un["offre"] == resume["id"]]
        assert [un["etat"] for un in couvertures] == [un.presence for un in analyse.couverture]


def test_duplicates_are_grouped_and_the_first_is_kept(tmp_path: Path, livret: Referentiel) -> None:
    long = offre(1) + "\n".join(f"- Suivre le chantier {nom} du campus" for nom in "abcdefghijklmnopqrst")
    proche = long.replace("chantier k", "chantier de la bibliothèque k")
    source = ecrire_jsonl(
        tmp_path / "o.jsonl",
        [{"texte": un} for un in (long, offre(5), f"  {long.upper().lower()}  ", proche, offre(7))],
    )
    lues = analyser(source, tmp_path / "r", livret)["offres"]
    premier = lues[0]["id"]
    assert [un["etat"] for un in lues] == ["analysee", "analysee", "doublon", "doublon", "analysee"]
    assert [un["groupe"] for un in lues] == [premier, "", premier, premier, ""]


def test_other_languages_are_set_aside(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(
        tmp_path / "o.jsonl", [{"texte": ANGLAIS}, {"texte": offre(1)}, {"texte": "Formateur"}]
    )
    lues = analyser(source, tmp_path / "r", livret)["offres"]
    assert [(un["etat"], un["langue"]) for un in lues] == [
        ("autre-langue", "en"), ("analysee", "fr"), ("analysee", ""),
    ]  # fmt: skip


def test_what_a_table_says_of_an_offer_is_kept(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(
        tmp_path / "o.jsonl",
        [
            {"texte": offre(1), "id": "x", "titre": "Mon titre", "corps": "IGE", "date": "02/05/2024",
             "statut": "Contractuel", "employeur": "Une université", "region": "Bretagne", "code": "F2D57"},
            {"texte": offre(2), "id": "x", "corps": "inconnu", "annee": 2023},
        ],
    )  # fmt: skip
    un, deux = analyser(source, tmp_path / "r", livret)["offres"]
    assert (un["titre"], un["corps"], un["annee"], un["statut"]) == ("Mon titre", "IE", 2024, "contractuel")
    assert (un["employeur"], un["region"], un["code_annonce"]) == ("Une université", "Bretagne", "F2D57")
    assert un["date"].isoformat() == "2024-05-02"
    assert (deux["annee"], deux["date"]) == (2023, None)
    assert un["id"] == "x"
    assert deux["id"] != "x"


def test_one_may_choose_the_emplois_types_to_measure_against(tmp_path: Path, ensemble: Referentiel) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(1)}])
    lues = analyser(source, tmp_path / "r", ensemble, emplois_types=("ANSTIA-IP", "F2D57"))
    assert lues["offres"][0]["code_mesure"] in ("ANSTIA-IP", "F2D57")
    assert {un["code"] for un in lues["couverture"]} == {"ANSTIA-IP", "F2D57"}
    with pytest.raises(Introuvable):
        analyser(source, tmp_path / "s", ensemble, emplois_types=("Z9Z99",))


def test_ten_thousand_bad_records_lose_none_of_the_good(tmp_path: Path, livret: Referentiel) -> None:
    mauvais: list[dict[str, Any] | str] = ["{", "[]", '{"texte": ""}', '{"texte": null}', '"\\ud800"']
    rangees = [mauvais[numero % 5] for numero in range(10_000)]
    for place, numero in enumerate(range(0, 10_000, 1_000)):
        rangees.insert(numero + place, {"texte": offre(numero)})
    lues = analyser(ecrire_jsonl(tmp_path / "o.jsonl", rangees), tmp_path / "r", livret)["offres"]
    assert len(lues) == 10_010
    assert sum(un["etat"] == "analysee" for un in lues) == 10
    assert all(un["cause"] and un["remede"] for un in lues if un["etat"] == "illisible")


def test_a_text_too_long_for_an_offer_is_listed_and_the_others_are_kept(
    tmp_path: Path, livret: Referentiel
) -> None:
    long = "Activités :\n" + "\n".join(f"- Suivre le dossier {numero}" for numero in range(30_000))
    source = ecrire_jsonl(
        tmp_path / "a.jsonl",
        [{"id": f"o{n}", "texte": un} for n, un in enumerate((offre(1), long, offre(2)))],
    )
    lues = analyser(source, tmp_path / "r", livret)["offres"]
    assert [un["etat"] for un in lues] == ["analysee", "illisible", "analysee"]
    assert "limite est de 600" in lues[1]["cause"]
    assert lues[1]["remede"].startswith("Ne gardez que la partie")


def test_documents_of_a_folder_are_analysed_as_documents(tmp_path: Path, livret: Referentiel) -> None:
    dossier = tmp_path / "offres"
    dossier.mkdir()
    (dossier / "un.html").write_text("<h2>Activités</h2><ul><li>Former les équipes</li></ul>", "utf-8")
    (dossier / "deux.pdf").write_bytes(b"%PDF-1.4 rien")
    lues = analyser(dossier, tmp_path / "r", livret)
    assert [(un["nom"], un["etat"]) for un in lues["offres"]] == [
        ("deux.pdf", "illisible"), ("un.html", "analysee"),
    ]  # fmt: skip
    assert [un["texte"] for un in lues["lignes"]] == ["Former les équipes"]


def test_nothing_to_read_keeps_the_results_of_before(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(1)}])
    avant = analyser(source, tmp_path / "r", livret)
    source.write_text('{"rien": 1}\n', "utf-8")
    with pytest.raises(DocumentIllisible):
        analyser(source, tmp_path / "r", livret)
    assert tables(tmp_path / "r") == avant


def test_a_run_tells_how_far_it_is(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(1)}])
    dits: list[Avancement] = []
    analyser(source, tmp_path / "r", livret, execution=Execution(suivi=dits.append))
    assert [un.etape for un in dits][-1] == "fini"
    assert {un.etape for un in dits} == {"lecture", "doublons", "analyse", "fini"}
    assert lire_avancement(tmp_path / "r") == dits[-1]
    assert lire_avancement(tmp_path) is None


def test_the_manifest_tells_how_to_do_it_again(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(1)}])
    un = analyser_corpus(source, tmp_path / "r", referentiel=livret)
    assert un == json.loads((tmp_path / "r" / "manifeste.json").read_text("utf-8"))
    assert un["nombres"]["offres"] == 1
    assert f"socle corpus analyser {source}" in un["commande"]
    ecrire_jsonl(source, [{"texte": offre(2)}])
    assert analyser_corpus(source, tmp_path / "r", referentiel=livret)["donnees"] != un["donnees"]


class _Panne(Exception):
    pass


@pytest.mark.parametrize("etape", ["lecture", "analyse"])
def test_a_run_taken_up_gives_the_same_files(
    tmp_path: Path, livret: Referentiel, monkeypatch: pytest.MonkeyPatch, etape: str
) -> None:
    monkeypatch.setattr(module_entree.en_lots, "__kwdefaults__", {"taille": 5})
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(numero)} for numero in range(18)])
    analyser(source, tmp_path / "entier", livret)

    def tomber(avancement: Avancement) -> None:
        if avancement.etape == etape and avancement.faites:
            raise _Panne

    with pytest.raises(_Panne):
        analyser(source, tmp_path / "coupe", livret, execution=Execution(suivi=tomber))
    with pytest.raises(ErreurSocle, match="interrompue"):
        analyser(source, tmp_path / "coupe", livret)
    analyser(source, tmp_path / "coupe", livret, reprendre=True)
    assert octets(tmp_path / "coupe") == octets(tmp_path / "entier")
    assert len(octets(tmp_path / "entier")) == 12


def test_a_run_is_not_taken_up_on_other_data(tmp_path: Path, livret: Referentiel) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(1)}])

    def tomber(avancement: Avancement) -> None:
        raise _Panne

    with pytest.raises(_Panne):
        analyser(source, tmp_path / "r", livret, execution=Execution(suivi=tomber))
    ecrire_jsonl(source, [{"texte": offre(1)}, {"texte": offre(2)}])
    with pytest.raises(ErreurSocle, match="reprise"):
        analyser(source, tmp_path / "r", livret, reprendre=True)


PROGRAMME = """
import sys
from pathlib import Path
from socle.corpus import analyser_corpus, entree
from socle.referentiel import Referentiel
entree.en_lots.__kwdefaults__ = {"taille": 5}
analyser_corpus(
    Path(sys.argv[1]), Path(sys.argv[2]), referentiel=Referentiel.livret(), reprendre=len(sys.argv) > 3
)
"""


def test_a_process_killed_in_the_middle_resumes(tmp_path: Path) -> None:
    source = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": offre(numero)} for numero in range(300)])

    def lancer(sortie: str, *suite: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAMME, str(source), str(tmp_path / sortie), *suite]
        )

    assert lancer("entier").wait() == 0
    coupe = lancer("coupe")
    fichier = tmp_path / "coupe" / "travail" / "journal.jsonl"
    while not (fichier.is_file() and fichier.read_bytes().count(b'"analyse"') >= 3):
        assert coupe.poll() is None
        time.sleep(0.01)
    os.kill(coupe.pid, signal.SIGKILL)
    coupe.wait()
    assert fichier.is_file()
    assert lancer("coupe", "reprendre").wait() == 0
    assert octets(tmp_path / "coupe") == octets(tmp_path / "entier")
