//! Stops the build with a clear sentence when the front end has not been built yet.

fn main() {
    let manifest = std::path::Path::new("../../islands/dist/manifest.json");
    println!("cargo::rerun-if-changed=../../islands/dist");
    println!("cargo::rerun-if-changed=../../content/words");
    if !manifest.exists() {
        println!(
            "cargo::error=The styles and scripts are not built: islands/dist/manifest.json is missing. \
             Run `make front` first (or `npm ci && npm run build` in islands/)."
        );
    }
}
