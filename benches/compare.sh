#!/usr/bin/env bash
# The same hundred letters by cases and by what a campaign would otherwise use, in one run: prints seconds, to be read as ratios.
# What is not installed is named and left out (soffice, pandoc, mailmerge: pip install mailmerge).
#
#     cargo build --release && benches/compare.sh [NUMBER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
number=${1:-100}
cases=$PWD/target/release/cases
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet --release --example generate -- "$((number * 10))" >"$work/cases.jsonl"
export HOME=$work XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config CASES_DB=$work/cases.db

main() {
    "$cases" --quiet init --yes
    "$cases" --quiet --sample recipients export >"$work/recipients.toml"
    "$cases" --quiet recipients import "$work/recipients.toml"
    "$cases" --quiet import "$work/cases.jsonl" --on-conflict skip
    "$cases" --quiet --public list --status detained --country KZ --ids --limit "$number" >"$work/ids"
    echo "$(wc -l <"$work/ids") letters"
    for format in text md docx pdf; do
        timed "cases, $format" letters "$format"
    done
    having soffice && timed "LibreOffice, docx to pdf, one call" \
        soffice --headless --convert-to pdf --outdir "$work/office" "$work"/docx/*.docx
    having pandoc && timed "pandoc, md to docx, a call each" documents
    having mailmerge && merge_files && (cd "$work" && timed "mailmerge, text, not sent" \
        mailmerge --no-limit --dry-run --output-format text)
}

letters() {
    "$cases" --quiet --yes letter --to kz-prosecutor-general --each -O "$work/$1" --format "$1" - <"$work/ids"
}

documents() {
    for file in "$work"/md/*.md; do
        pandoc "$file" -o "${file%.md}.docx"
    done
}

merge_files() {
    { echo "name,status" && "$cases" list --status detained --limit "$number" --fields name,status --format csv | tail -n +2; } \
        >"$work/mailmerge_database.csv"
    printf 'TO: office@example.org\nSUBJECT: {{name}}\nFROM: R. Diaz <r@example.org>\n\nI ask you about {{name}}, {{status}}.\n' \
        >"$work/mailmerge_template.txt"
    printf '[smtp_server]\nhost = localhost\nport = 25\n' >"$work/mailmerge_server.conf"
}

having() {
    command -v "$1" >/dev/null || { echo "left out: $1 is not installed" && return 1; }
}

# timed WHAT COMMAND...: the seconds that it takes, whatever it prints.
timed() {
    local what=$1 started=$EPOCHREALTIME
    shift
    "$@" >"$work/log" 2>&1 || { echo "$what: failed" && tail -3 "$work/log" && return 1; }
    awk -v a="$started" -v b="$EPOCHREALTIME" -v what="$what" 'BEGIN { printf "%8.2f s  %s\n", b - a, what }'
}

main
