# Shared by the scripts: source it from the project's folder.

# Prints what to mend and stops.
stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Says what comes next.
say() {
  printf '\n== %s\n' "$*"
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# Prints the path of a Python that has the packages: python_with NAME PACKAGE==VERSION...
# It lives under target/venv/NAME and is made again only when the list of packages changes.
python_with() {
  local folder=$PWD/target/venv/$1 packages="${*:2}"
  if [ "$(cat "$folder/packages" 2>/dev/null)" != "$packages" ]; then
    rm -rf "$folder"
    python3 -m venv "$folder" >&2 || stop "Python can't make a virtual environment. On Debian: apt-get install python3-venv"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "${@:2}" >&2 ||
      stop "pip could not install: $packages. Check the network and try again."
    echo "$packages" >"$folder/packages"
  fi
  echo "$folder/bin/python"
}

# Installs a folder's npm packages as its lock file says, once for each lock file: npm_packages FOLDER
npm_packages() {
  local stamp=$1/node_modules/.installed
  if ! cmp -s "$1/package-lock.json" "$stamp"; then
    npm ci --prefix "$1" --no-audit --no-fund --loglevel=error || stop "npm could not install the packages of $1. Check the network and try again."
    cp "$1/package-lock.json" "$stamp"
  fi
}

# Prints the path of a Cargo program at a version, which it builds once into target/tools: cargo_tool NAME VERSION
cargo_tool() {
  local tools=$PWD/target/tools
  if ! grep -qs "^\"$1 $2 " "$tools/.crates.toml"; then
    say "Building $1 $2, once" >&2
    cargo install --quiet --locked --root "$tools" --version "$2" "$1" >&2 || stop "$1 could not be built. Check the network and try again."
  fi
  echo "$tools/bin/$1"
}
