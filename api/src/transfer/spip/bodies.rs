//! The texts of an article as the fields of an entry: the parts that initiatives and recipes have fields for go there, the rest is the
//! body. Nothing is left out.

use entity::value::kind::Kind;
use entity::value::text::fold;
use serde_json::{Map, Value, json};

use crate::transfer::spip::content::Spip;
use crate::transfer::spip::markup::site::Loss;
use crate::transfer::spip::markup::tree::{Block, Inline, words};
use crate::transfer::spip::markup::write::part;
use crate::transfer::spip::reference_rows::put;
use crate::transfer::spip::tables::Fields;

/// The most characters of a summary.
const SUMMARY: usize = 280;
/// The most that a recipe has of materials and of steps.
const MOST: usize = 50;
/// The most characters of a material.
const MATERIAL: usize = 200;

/// What an article says, by field.
pub(super) struct Told {
    pub(super) fields: Map<String, Value>,
    pub(super) losses: Vec<Loss>,
}

/// The texts of an article in its language.
pub(super) fn told(site: &Spip, article: Fields<'_>, kind: Kind, language: &str) -> Told {
    let mut losses = Vec::new();
    let mut fields = Map::new();
    let lede = article.text("chapo").trim();
    let summary = site.line(article.text("descriptif"), language);
    let plain_lede = site.line(lede, language);
    // a sentence about the site that it comes from says nothing of what it is about
    let is_about = !plain_lede.is_empty() && !is_about_source(article, &plain_lede);
    // a lede without marks that is the summary stands in no second place
    let is_whole = summary.is_empty()
        && is_about
        && plain_lede.chars().count() <= SUMMARY
        && !lede.contains(['{', '[', '<', '\n']);
    let shown = if summary.is_empty() && is_about { &plain_lede } else { &summary };
    put(&mut fields, "summary", shortened(shown));
    let has_text = !article.text("texte").trim().is_empty();
    let mut source = Vec::new();
    for (name, text) in [("surtitre", ""), ("soustitre", ""), ("chapo", lede), ("texte", article.text("texte"))] {
        let text = if text.is_empty() && name != "chapo" { article.text(name).trim() } else { text };
        match name {
            "chapo" if is_whole && has_text => {}
            "surtitre" | "soustitre" if !text.is_empty() && !text.contains(['{', '}']) => {
                source.push(format!("{{{text}}}"))
            }
            _ if text.is_empty() => {}
            _ => source.push(text.to_owned()),
        }
    }
    if let Some(address) = redirected(site, article) {
        source.push(format!("[->{address}]"));
    }
    let postscript = article.text("ps").trim();
    if kind != Kind::Article && !postscript.is_empty() {
        source.push(format!("----\n\n{postscript}"));
    }
    let (blocks, notes, found) = site.blocks(&source.join("\n\n"), language);
    losses.extend(found);
    let rest = match kind {
        Kind::Initiative => initiative(blocks, &notes, &mut fields, &mut losses),
        Kind::Recipe => recipe(blocks, &notes, &mut fields, &mut losses),
        Kind::Article | Kind::Event | Kind::Page => blocks,
    };
    put(&mut fields, "body", part(&rest, &notes, &mut losses));
    if kind == Kind::Article && !postscript.is_empty() {
        let (blocks, notes, found) = site.blocks(postscript, language);
        losses.extend(found);
        put(&mut fields, "postscript", part(&blocks, &notes, &mut losses));
    }
    losses.dedup();
    Told { fields, losses }
}

/// Where an article that is nothing but a redirection leads to.
pub(super) fn redirected(site: &Spip, article: Fields<'_>) -> Option<String> {
    use crate::transfer::spip::markup::site::Site;
    let to = article.text("virtuel").trim().trim_start_matches('=');
    if to.is_empty() { None } else { site.absolute(to) }
}

/// Whether a lede says where an article was taken from, rather than what it is about.
fn is_about_source(article: Fields<'_>, lede: &str) -> bool {
    let folded = fold(lede);
    let begins = ["un article repris", "article repris", "repris de", "repris du", "repris avec", "extrait d"];
    !article.text("url_site").is_empty() && begins.iter().any(|it| folded.starts_with(it))
}

/// A text that is short enough for a summary, cut at a word.
fn shortened(text: &str) -> String {
    if text.chars().count() <= SUMMARY {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SUMMARY - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ', '\u{a0}']))
}

/// Blocks by heading: what stands before the first one, then each heading with what follows it.
fn parts(blocks: Vec<Block>) -> Vec<(Option<Block>, Vec<Block>)> {
    let mut parts: Vec<(Option<Block>, Vec<Block>)> = vec![(None, Vec::new())];
    for block in blocks {
        match (&block, parts.last_mut()) {
            (Block::Heading(2, _) | Block::Rule, _) => parts.push((Some(block), Vec::new())),
            (_, Some((_, inner))) => inner.push(block),
            (_, None) => {}
        }
    }
    parts
}

fn heading(of: Option<&Block>) -> String {
    match of {
        Some(Block::Heading(_, line)) => fold(&words(line)).split_whitespace().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// Puts what stands below known headings into fields; answers with the rest.
fn sorted(blocks: Vec<Block>, known: &[(&str, &[&str])], mut take: impl FnMut(&str, &[Block]) -> bool) -> Vec<Block> {
    let mut rest = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for (title, inner) in parts(blocks) {
        let name = heading(title.as_ref());
        let field =
            known.iter().find(|(field, names)| !taken.contains(field) && names.iter().any(|it| name.starts_with(it)));
        match field {
            Some((field, _)) if !inner.is_empty() && !name.is_empty() && take(field, &inner) => taken.push(field),
            _ => {
                rest.extend(title);
                rest.extend(inner);
            }
        }
    }
    rest
}

fn initiative(
    blocks: Vec<Block>,
    notes: &[Vec<Block>],
    fields: &mut Map<String, Value>,
    losses: &mut Vec<Loss>,
) -> Vec<Block> {
    let known: [(&str, &[&str]); 5] = [
        ("need", &["le besoin", "besoin", "les besoins"]),
        ("response", &["la reponse", "reponse"]),
        ("story", &["l'histoire", "histoire"]),
        ("socialValue", &["la valeur sociale", "valeur sociale", "les apports"]),
        ("callForHelp", &["appel a coup de main", "appel a contribution", "coup de main"]),
    ];
    sorted(blocks, &known, |field, inner| {
        put(fields, field, part(inner, notes, losses));
        true
    })
}

fn recipe(
    blocks: Vec<Block>,
    notes: &[Vec<Block>],
    fields: &mut Map<String, Value>,
    losses: &mut Vec<Loss>,
) -> Vec<Block> {
    let known: [(&str, &[&str]); 7] = [
        ("purpose", &["en une phrase", "a quoi ca sert", "a quoi sert"]),
        ("audience", &["pour qui"]),
        ("materials", &["ingredients", "materiel", "le materiel"]),
        ("steps", &["etapes", "les etapes", "deroule", "deroulement"]),
        ("preparation", &["preparation"]),
        ("variants", &["variantes"]),
        ("lessonsLearned", &["ce que nous avons appris", "ce qu'on a appris", "les lecons"]),
    ];
    let mut after = Vec::new();
    let rest = sorted(blocks, &known, |field, inner| match field {
        "materials" => {
            let Some(materials) = materials(inner) else { return false };
            fields.insert(field.to_owned(), materials);
            true
        }
        "steps" => {
            let [Block::List { ordered: true, items }, others @ ..] = inner else { return false };
            if items.len() > MOST {
                return false;
            }
            let steps: Vec<Value> = items.iter().map(|it| json!({ "text": part(it, notes, losses) })).collect();
            fields.insert(field.to_owned(), steps.into());
            after.extend(others.iter().cloned());
            true
        }
        _ => {
            put(fields, field, part(inner, notes, losses));
            true
        }
    });
    rest.into_iter().chain(after).collect()
}

/// Materials, one a line: only where there is nothing but a flat list of plain lines.
fn materials(inner: &[Block]) -> Option<Value> {
    let [Block::List { items, .. }] = inner else { return None };
    let line = |item: &Vec<Block>| match item.as_slice() {
        [Block::Paragraph(line)] if line.iter().all(|it| matches!(it, Inline::Text(_))) => Some(words(line)),
        _ => None,
    };
    let lines: Option<Vec<String>> = items.iter().map(line).collect();
    lines.filter(|it| it.len() <= MOST && it.iter().all(|it| it.chars().count() <= MATERIAL)).map(Into::into)
}
