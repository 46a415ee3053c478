//! Programs of the system that some stories need: a proxy, a runtime for scripts.

use std::env;
use std::path::PathBuf;

/// Where a program lies; none when the machine has none, whose stories are left out then.
///
/// Panics when there is none and `BC_TEST_REQUIRE_TOOLS` is set.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // servers lie where only the administrator's path leads, and programs of PyPI where .ci/run puts them
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools/moto/bin");
    let folders = env::split_paths(&path).chain(["/usr/sbin", "/usr/local/sbin", own].map(PathBuf::from));
    let found = folders.map(|it| it.join(name)).find(|it| it.is_file());
    assert!(found.is_some() || env::var_os("BC_TEST_REQUIRE_TOOLS").is_none(), "{name} is not installed");
    if found.is_none() {
        eprintln!("SKIPPED: {name} is not installed; to make this an error: BC_TEST_REQUIRE_TOOLS=1");
    }
    found
}
