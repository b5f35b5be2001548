# Socle : « make run » ouvre le site. Il suffit de make et de python3 (3.11 ou plus récent, avec venv).

PYTHON  ?= python3
VENV    ?= .venv
PORT    ?= 8000
ADRESSE ?= 127.0.0.1
TESTS   ?= tests

BIN       := $(VENV)/bin
UV        := $(BIN)/uv pip install --quiet --python $(BIN)/python
CONTRAINTES := requirements/build-constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run demo install test lint format bench clean

help: ## Liste des commandes
	@echo "make run      ouvre le site sur http://localhost:$(PORT)/ (PORT=… et ADRESSE=… pour en changer)"
	@echo "make demo     ouvre un établissement de démonstration, avec ses comptes ; vos données n’y sont pas"
	@echo "make install  prépare $(VENV) avec tout ce qu’il faut pour développer"
	@echo "make test     lance les tests (TESTS=chemin pour n’en lancer qu’une partie)"
	@echo "make lint     vérifie le style, les types, les couches, les gabarits et les dépendances"
	@echo "make format   met en forme le code"
	@echo "make bench    mesure les temps et les compare aux références"
	@echo "make clean    efface l’environnement et les caches ; vos données restent"

$(BIN)/uv:
	@echo "Préparation de l’environnement ($(VENV))…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Socle demande Python 3.11 ou plus récent ; indiquez-le avec PYTHON=…" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) \
		|| { echo "L’environnement n’a pas pu être créé : installez python3-venv." >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.8,<1"

# One stamp per lock: nothing is installed again while the locks have not changed.
$(VENV)/.socle-run: requirements/run.txt $(CONTRAINTES) pyproject.toml | $(BIN)/uv
	@echo "Installation de Socle…"
	@$(UV) --requirement requirements/run.txt --build-constraint $(CONTRAINTES)
	@$(UV) --no-deps --editable .
	@touch $@

$(VENV)/.socle-dev: requirements/dev.txt $(CONTRAINTES) pyproject.toml | $(BIN)/uv
	@echo "Installation de Socle et des outils de développement…"
	@$(UV) --requirement requirements/dev.txt --build-constraint $(CONTRAINTES)
	@$(UV) --no-deps --editable .
	@touch $(VENV)/.socle-run $@

run: $(VENV)/.socle-run
	@$(BIN)/python -m socle_web servir --port $(PORT) --adresse $(ADRESSE)

# A site of several people, on this machine only, with a data folder of its own.
demo: export SOCLE_DONNEES = $(abspath $(VENV))/demonstration
demo: export SOCLE_MODE = serveur
demo: export SOCLE_HTTPS = false
demo: export SOCLE_HOTES = localhost,127.0.0.1
demo: $(VENV)/.socle-run
	@SOCLE_SECRET=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))"); export SOCLE_SECRET; \
		$(BIN)/python -m socle_web demo && $(BIN)/python -m socle_web servir --port $(PORT) --adresse 127.0.0.1

install: $(VENV)/.socle-dev

test: $(VENV)/.socle-dev
	$(BIN)/pytest --numprocesses auto $(TESTS)

lint: $(VENV)/.socle-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	SOCLE_SECRET=types $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint src/socle_web/templates
	$(BIN)/deptry src

format: $(VENV)/.socle-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.socle-dev
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage dist
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
