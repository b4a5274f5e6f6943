# Short names for the scripts.
.PHONY: help run demo test format clean

help:
	@echo "make run     start the server            scripts/run"
	@echo "make demo    start it with sample videos  scripts/run --demo"
	@echo "make test    the whole gate               scripts/test"
	@echo "make format  format the Java sources      scripts/format"
	@echo "make clean   remove what was built"

run:
	@scripts/run

demo:
	@scripts/run --demo

test:
	@scripts/test

format:
	@scripts/format

clean:
	rm -rf target src/test/browser/node_modules
