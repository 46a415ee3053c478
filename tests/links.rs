//! No link of the documentation leads nowhere: each file is there, and so is the heading that is named behind `#`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

pub(crate) fn pages() -> Vec<PathBuf> {
    let mut folders = vec![root().join("docs")];
    let mut pages: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSES.md"].map(|it| root().join(it)).to_vec();
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
            } else if file.extension().is_some_and(|it| it == "md") {
                pages.push(file);
            }
        }
    }
    pages
}

/// A page without its blocks of code.
fn prose(page: &Path) -> String {
    let text = std::fs::read_to_string(page).unwrap();
    let mut outside = true;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        outside ^= fence;
        outside && !fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The names by which the headings of a page are linked to, as GitHub makes them: lower case, hyphens for spaces, letters, digits and
/// hyphens alone.
fn headings(page: &Path) -> BTreeSet<String> {
    let text = prose(page);
    let headings = text.lines().filter(|it| it.starts_with('#')).map(|it| it.trim_start_matches('#').trim());
    let kept = |it: char| if it == ' ' { Some('-') } else { (it.is_alphanumeric() || "-_".contains(it)).then_some(it) };
    headings.map(|it| it.to_lowercase().chars().filter_map(kept).collect()).collect()
}

/// What the page links to, but for other servers. A link may be broken over two lines.
fn links(page: &Path) -> Vec<String> {
    let text = prose(page);
    let targets = text.split("](").skip(1).filter_map(|it| it.split_once(')').map(|(target, _)| target.to_owned()));
    targets
        .filter(|it| {
            !it.contains("://") && !it.starts_with("mailto:") && !it.starts_with("media:") && !it.contains(' ')
        })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let (mut followed, mut lost) = (0, Vec::new());
    for page in pages() {
        for link in links(&page) {
            let (file, heading) = link.split_once('#').map_or((link.as_str(), None), |(file, it)| (file, Some(it)));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let found = target.exists() && heading.is_none_or(|it| headings(&target).contains(it));
            followed += 1;
            if !found {
                lost.push(format!("{}: {link}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(followed > 100, "the pages were read: {followed} links");
    assert!(lost.is_empty(), "{lost:#?}");
}
