# Short names for the scripts and for docker compose.
SHELL := /bin/bash
PROD := docker compose -f docker-compose.prod.yml
AT ?= http://127.0.0.1:8080
.PHONY: help run demo test format clean quick-build bake-build prod-build benchmark up prod-up down \
  prod-down health stats logs image-test proxy-test

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|'

run: ## start the server: scripts/run
	@scripts/run

demo: ## start it with a site of sample videos
	@scripts/run --demo

test: ## the whole gate, as in CI: scripts/test
	@scripts/test

format: ## format the Java sources
	@scripts/format

quick-build: ## the image without its AOT cache, for trying: scripts/quick-build.sh
	@scripts/quick-build.sh

bake-build: ## the image with docker buildx bake
	@docker buildx bake

prod-build: ## the image, with a report of time and size: scripts/docker-build-optimized.sh
	@scripts/docker-build-optimized.sh

benchmark: ## compare the ways to build it: cold, warm, after a change
	@scripts/docker-build-optimized.sh --compare

up: ## one server and Redis with docker compose
	@docker compose up -d --wait

prod-up: ## the public installation; needs TVN_DOMAIN and TVN_ACME_EMAIL
	@scripts/make-secrets
	@$(PROD) up -d --wait

down: ## end what up has started
	@docker compose down

prod-down: ## end what prod-up has started
	@$(PROD) down

health: ## how the server at AT is
	@curl -sS $(AT)/api/monitoring/health; echo

stats: ## its figures
	@curl -sS $(AT)/api/monitoring/metrics; echo

logs: ## follow the log of the containers
	@docker compose logs -f --tail 100 app

image-test: ## build and run the image without a Docker engine (root, Debian)
	@scripts/image-test

proxy-test: ## the reverse proxies of docs/reverse-proxy.md, each in front of a real server
	@scripts/proxy-test

clean: ## remove what was built
	rm -rf target src/test/browser/node_modules
