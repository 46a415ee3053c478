//! Which file imports which: no circle, and no arrow from a lower floor to a higher one. `docs/ARCHITECTURE.md` draws the
//! same floors.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::architecture::{root, sources, text};

/// A module, as the segments of its path below `crate`.
type Module = Vec<String>;
/// Each module with the modules that it names.
type Arrows = BTreeMap<Module, BTreeSet<Module>>;

/// The floors of `entity/src` from the ground: a module names modules of its own room and of lower floors; rooms of one floor do
/// not name each other.
const ENTITY: [&[&str]; 21] = [
    &["value", "budget"],
    &["commons", "act"],
    &["model"],
    &["error"],
    &["db", "attempt", "work"],
    &["listing"],
    &["reference"],
    &["viewer"],
    &["database", "journal", "policy"],
    &["reader"],
    &["media", "search"],
    &["entry"],
    &["query", "writer"],
    &["store"],
    &["mail"],
    &["member"],
    &["account"],
    &["editing"],
    &["import"],
    &["catalogue"],
    &["upkeep"],
];

/// The floors of `api/src`.
const API: [&[&str]; 8] = [
    &["caller", "file", "guard", "message", "outgoing", "secret", "site"],
    &["auth", "mail", "media", "problem", "render"],
    &["error", "options", "transfer"],
    &["admission", "config", "graphql"],
    &["telemetry", "json"],
    &["app", "jobs"],
    &["http"],
    &["cli"],
];

/// The floors of `api/src/graphql` from the ground.
const GRAPHQL: [&[&str]; 7] =
    [&["engine"], &["input"], &["unknown_values"], &["types"], &["query"], &["mutation"], &["execution"]];

#[test]
fn no_files_import_each_other_in_a_circle() {
    for name in ["entity", "api"] {
        let arrows = arrows(name);
        // the object types of a GraphQL schema are a graph by nature: an article has an author, who has articles
        let is_type = |module: &Module| module.starts_with(&["graphql".to_owned(), "types".to_owned()]);
        for circle in circles(&arrows) {
            assert!(
                circle.iter().all(is_type),
                "{name}: these files import each other in a circle: {}. Move what both need into a file below them.",
                listed(&circle)
            );
        }
    }
}

#[test]
fn arrows_between_the_rooms_of_entity_go_down() {
    hold_to_floors("entity", &[], &ENTITY);
}

#[test]
fn arrows_between_the_rooms_of_api_go_down() {
    hold_to_floors("api", &[], &API);
}

#[test]
fn arrows_between_the_rooms_of_graphql_go_down() {
    hold_to_floors("api", &["graphql"], &GRAPHQL);
}

#[test]
fn no_folder_has_more_files_than_a_reader_takes_in() {
    const MOST: usize = 30;
    for name in ["entity", "api", "migration"] {
        let mut files: BTreeMap<&Path, usize> = BTreeMap::new();
        let all = sources(&format!("{name}/src"));
        for file in &all {
            *files.entry(file.parent().unwrap()).or_default() += 1;
        }
        for (folder, count) in files {
            assert!(count <= MOST, "{} has {count} files side by side; {MOST} are the most", folder.display());
        }
    }
}

/// Fails on an arrow from a lower floor to a higher one, among the modules below `within`.
fn hold_to_floors(name: &str, within: &[&str], floors: &[&[&str]]) {
    let floor_of = |module: &Module| -> Option<(usize, String)> {
        let rest = module.strip_prefix(&within.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()[..])?;
        let room = rest.first()?;
        let floor = floors.iter().position(|rooms| rooms.contains(&room.as_str()));
        Some((
            floor.unwrap_or_else(|| panic!("{name}: no floor is named for {room}; put it into the list")),
            room.clone(),
        ))
    };
    for (from, targets) in arrows(name) {
        let Some((lower, room)) = floor_of(&from) else { continue };
        for to in targets {
            let Some((higher, other)) = floor_of(&to) else { continue };
            assert!(
                room == other || higher < lower,
                "{name}: {} imports {}, but `{other}` is not below `{room}`. Move what it needs down, or the caller \
                    up.",
                from.join("::"),
                to.join("::")
            );
        }
    }
}

/// The arrows of a crate, tests left out.
fn arrows(name: &str) -> Arrows {
    let base = root().join(name).join("src");
    let files: BTreeMap<Module, String> =
        sources(&format!("{name}/src")).iter().map(|file| (module(&base, file), without_tests(&text(file)))).collect();
    let mut arrows = Arrows::new();
    for (from, text) in &files {
        // what only tests compile sees everything
        if is_for_tests(from, name) {
            continue;
        }
        for path in paths(text) {
            // the longest beginning that is a module
            let target = (1..=path.len()).rev().map(|length| path[..length].to_vec()).find(|it| files.contains_key(it));
            if let Some(target) = target.filter(|it| it != from) {
                arrows.entry(from.clone()).or_default().insert(target);
            }
        }
    }
    arrows
}

/// Whether the file above a module declares it for tests alone.
fn is_for_tests(module: &Module, name: &str) -> bool {
    let Some((last, above)) = module.split_last() else { return false };
    let folder = root().join(name).join("src").join(above.join("/"));
    let parents = [folder.join("mod.rs"), folder.with_extension("rs"), folder.join("lib.rs")];
    let declared = format!("#[cfg(test)]\nmod {last};");
    parents.iter().filter_map(|it| std::fs::read_to_string(it).ok()).any(|it| it.contains(&declared))
}

/// The module that a file is.
fn module(base: &Path, file: &Path) -> Module {
    let mut segments: Module = file
        .with_extension("")
        .strip_prefix(base)
        .unwrap()
        .iter()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    if segments.last().is_some_and(|it| ["mod", "lib", "main"].contains(&it.as_str())) {
        segments.pop();
    }
    segments
}

/// A text without comments and without the modules that only tests compile.
fn without_tests(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    let mut test_follows = false;
    for line in text.lines() {
        if test_follows && line.starts_with("mod ") && line.ends_with('{') {
            inside = true;
        }
        test_follows = line == "#[cfg(test)]";
        if !inside {
            kept.push_str(line.split("//").next().unwrap_or_default());
            kept.push('\n');
        }
        inside &= line != "}";
    }
    kept
}

/// Every path that begins with `crate::`, braces of `use` taken apart.
fn paths(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let is_import = text[..at].ends_with("use ");
        let end = if is_import {
            rest.find(';')
        } else {
            rest.find(|it: char| it != ':' && it != '_' && !it.is_alphanumeric())
        };
        let tokens: Vec<&str> = tokens(&rest[..end.unwrap_or(rest.len())]);
        tree(&mut tokens.into_iter().peekable(), &[], &mut found);
    }
    found
}

/// Names, braces and commas; `::` and white space only part them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |it: char| it == '_' || it.is_alphanumeric();
        let length = if is_name(first) { rest.find(|it| !is_name(it)).unwrap_or(rest.len()) } else { first.len_utf8() };
        if is_name(first) || "{},".contains(first) {
            tokens.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    tokens
}

/// Takes one tree of a `use` apart.
fn tree<'a>(
    tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
    prefix: &[String],
    found: &mut Vec<Module>,
) {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.peek().copied() {
        match token {
            "{" => {
                tokens.next();
                while tokens.peek().is_some_and(|it| *it != "}") {
                    tree(tokens, &path, found);
                    tokens.next_if_eq(&",");
                }
                tokens.next();
                return;
            }
            "}" | "," => break,
            "as" => {
                tokens.next();
                tokens.next();
            }
            name => {
                tokens.next();
                if name != "self" {
                    path.push(name.to_owned());
                }
            }
        }
    }
    found.push(path);
}

/// The circles: sets of modules each of which reaches all others (Tarjan's strongly connected components, by reachability).
fn circles(arrows: &Arrows) -> Vec<BTreeSet<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = arrows.keys().map(|from| (from, reach(arrows, from))).collect();
    let mut circles: Vec<BTreeSet<Module>> = Vec::new();
    for (from, targets) in &reached {
        let circle: BTreeSet<Module> = targets
            .iter()
            .filter(|to| reached.get(**to).is_some_and(|back| back.contains(from)))
            .map(|to| (*to).clone())
            .collect();
        if circle.len() > 1 && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

/// Every module that can be reached from one.
fn reach<'a>(arrows: &'a Arrows, from: &'a Module) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        for next in arrows.get(module).into_iter().flatten() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// A circle in words.
fn listed(circle: &BTreeSet<Module>) -> String {
    circle.iter().map(|it| it.join("::")).collect::<Vec<_>>().join(", ")
}

#[test]
fn imports_are_read_as_the_compiler_reads_them() {
    let text =
        "use crate::a::{self, b::C, d};\nfn f() { crate::e::g(); }\n#[cfg(test)]\nmod tests {\n    use crate::z;\n}\n";
    let found: BTreeSet<String> = paths(&without_tests(text)).into_iter().map(|it| it.join("::")).collect();
    assert_eq!(found, ["a", "a::b::C", "a::d", "e::g"].map(str::to_owned).into());
}
