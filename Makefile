FUZZTIME = 10s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: check fmt vet lint race test build demo cover fuzz bench eval help

check: fmt vet lint race ## all that must pass before a commit (the default)

fmt: ## name the files that gofmt would change
	@files=$$(gofmt -l .) && { test -z "$$files" || { echo gofmt -w $$files; exit 1; }; }
vet: ## go vet
	go vet ./...
lint: ## staticcheck, which is not among the modules of the program
	go run $(STATICCHECK) ./...
race: ## all tests, with the race detector
	go test -race -timeout 25m $(TESTFLAGS) ./...
test: ## all tests, quickly
	go test $(TESTFLAGS) ./...
build: ## bin/trends
	go build -o bin/trends ./cmd/trends
demo: ## the whole way from made-up job boards to a report, with no network
	go run ./cmd/trends demo
cover: ## test coverage: the total here, the lines in coverage.html
	go test -coverpkg=./... -coverprofile=coverage.out ./...
	go tool cover -html=coverage.out -o coverage.html
	go tool cover -func=coverage.out | tail -n 1
fuzz: ## each fuzz test for FUZZTIME
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | sed 's,/[^/]*:func , ,' | sort | while read -r dir name; do \
		echo "$$dir $$name" && go test -run='^$$' -fuzz="^$$name\$$" -fuzztime=$(FUZZTIME) "$$dir" </dev/null || exit 1; done
bench: ## all benchmarks
	go test -run='^$$' -bench=. -benchmem ./...
eval: ## precision and recall of the tagger: on the made-up postings, and on those labelled by hand where they are
	go run ./cmd/trends eval
	@set -e; if test -d ../shared/labelled; then go run ./cmd/trends eval --split 2 ../shared/labelled/postings.jsonl ../shared/labelled/labels.jsonl; \
	else echo 'no labelled postings beside this folder: nothing more to measure'; fi
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile
