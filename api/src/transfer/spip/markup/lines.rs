//! Lines of SPIP's markup to blocks: paragraphs, lists, tables, rules.

use crate::transfer::spip::markup::read::{BLOCK, Node, Reader, flatten};
use crate::transfer::spip::markup::tag::{close, tag};
use crate::transfer::spip::markup::tree::{Block, Inline};

/// An item of a list of SPIP: the marks that say its level, and its text.
struct Item {
    marks: String,
    text: String,
}

/// What is being gathered line by line.
#[derive(Default)]
struct Gathered {
    blocks: Vec<Block>,
    paragraph: Vec<String>,
    items: Vec<Item>,
    rows: Vec<String>,
}

impl Reader<'_> {
    /// The blocks of a text.
    pub(crate) fn blocks(&mut self, text: &str) -> Vec<Block> {
        let text = self.protect(text);
        let mut it = Gathered::default();
        for line in text.split('\n') {
            let line = line.trim_end();
            let open_row = it.rows.last().is_some_and(|row| !row.ends_with('|'));
            if line.trim().is_empty() {
                self.flush(&mut it);
            } else if let Some(number) = marked(line.trim(), BLOCK) {
                self.flush(&mut it);
                if let Some(Node::Blocks(blocks)) = self.nodes.get(number) {
                    it.blocks.extend(blocks.clone());
                }
            } else if open_row {
                if let Some(row) = it.rows.last_mut() {
                    row.push(' ');
                    row.push_str(line.trim());
                }
            } else if let Some((marks, text)) = item(line) {
                self.flush_but(&mut it, Keep::Items);
                it.items.push(Item { marks: marks.to_owned(), text: text.to_owned() });
            } else if line.starts_with('|') && (line.len() > 1) {
                self.flush_but(&mut it, Keep::Rows);
                it.rows.push(line.to_owned());
            } else if is_rule(line) {
                self.flush(&mut it);
                it.blocks.push(Block::Rule);
            } else if let Some(last) = it.items.last_mut() {
                last.text.push('\n');
                last.text.push_str(line.strip_prefix("_ ").unwrap_or(line));
            } else {
                self.flush_but(&mut it, Keep::Paragraph);
                it.paragraph.push(line.strip_prefix("_ ").unwrap_or(line).to_owned());
            }
        }
        self.flush(&mut it);
        it.blocks
    }

    fn flush(&mut self, it: &mut Gathered) {
        self.flush_but(it, Keep::Nothing);
    }

    fn flush_but(&mut self, it: &mut Gathered, keep: Keep) {
        if keep != Keep::Paragraph && !it.paragraph.is_empty() {
            let lines = std::mem::take(&mut it.paragraph).join("\n");
            let inlines = self.inlines(lines.trim());
            if !inlines.is_empty() {
                it.blocks.push(Block::Paragraph(inlines));
            }
        }
        if keep != Keep::Items && !it.items.is_empty() {
            let items = std::mem::take(&mut it.items);
            let lists = self.lists(&items, 1);
            it.blocks.extend(lists);
        }
        if keep != Keep::Rows && !it.rows.is_empty() {
            let rows = std::mem::take(&mut it.rows);
            it.blocks.extend(self.table(&rows));
        }
    }

    /// Items of a level, each with those that are deeper under it. A change of marks begins another list.
    fn lists(&mut self, items: &[Item], level: usize) -> Vec<Block> {
        let mut lists: Vec<Block> = Vec::new();
        let mut at = 0;
        while let Some(first) = items.get(at) {
            let deeper = items[at + 1..].iter().take_while(|it| it.marks.len() > level).count();
            let mut blocks = Vec::new();
            let is_here = first.marks.len() <= level;
            if is_here {
                let inlines = self.inlines(first.text.trim());
                blocks.push(Block::Paragraph(inlines));
            }
            let under = if is_here { &items[at + 1..=at + deeper] } else { &items[at..=at + deeper] };
            if !under.is_empty() {
                blocks.extend(self.lists(under, level + 1));
            }
            let is_ordered = first.marks.as_bytes().get(level - 1) == Some(&b'#');
            match lists.last_mut() {
                Some(Block::List { ordered, items }) if *ordered == is_ordered => items.push(blocks),
                _ => lists.push(Block::List { ordered: is_ordered, items: vec![blocks] }),
            }
            at += deeper + 1;
        }
        lists
    }

    fn table(&mut self, rows: &[String]) -> Vec<Block> {
        let mut before = Vec::new();
        let mut table: Vec<Vec<String>> = Vec::new();
        for row in rows {
            if let Some(caption) = row.strip_prefix("||") {
                let caption = caption.trim_end_matches('|').split('|').next().unwrap_or_default().trim().to_owned();
                if !caption.is_empty() && table.is_empty() {
                    let inlines = self.inlines(&caption);
                    before.push(Block::Paragraph(vec![Inline::Strong(inlines)]));
                    continue;
                }
            }
            let inner = row.strip_prefix('|').unwrap_or(row);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            table.push(inner.split('|').map(|it| it.trim().to_owned()).collect());
        }
        let Some(first) = table.first() else { return before };
        let strong = |it: &String| it.starts_with("{{") && it.ends_with("}}") && !it.starts_with("{{{");
        let has_head = first.iter().all(|it| it.is_empty() || strong(it)) && first.iter().any(strong);
        let head = has_head.then(|| {
            let bare = |it: &String| it.trim_start_matches('{').trim_end_matches('}').to_owned();
            first.iter().map(bare).collect::<Vec<_>>()
        });
        let head = head.map(|cells| cells.iter().map(|it| self.inlines(it)).collect());
        let body = table.iter().skip(usize::from(has_head));
        // cells that continue the one beside or above them are empty: Markdown has no wider cells
        let shown = |it: &String| if it == "<" || it == "^" { String::new() } else { it.clone() };
        let rows: Vec<Vec<String>> = body.map(|cells| cells.iter().map(shown).collect()).collect();
        let rows = rows.iter().map(|cells| cells.iter().map(|it| self.inlines(it)).collect()).collect();
        before.push(Block::Table { head, rows });
        before
    }

    /// A table of HTML.
    pub(crate) fn html_table(&mut self, inner: &str) -> Vec<Block> {
        let (mut head, mut rows) = (None, Vec::new());
        for (_, row) in self.children(inner, &["tr"]) {
            let cells = self.children(&row, &["td", "th"]);
            let is_head = !cells.is_empty() && cells.iter().all(|(name, _)| name == "th");
            let cells: Vec<Vec<Inline>> = cells.into_iter().map(|(_, it)| self.line_inside(it.trim())).collect();
            if is_head && head.is_none() && rows.is_empty() {
                head = Some(cells);
            } else if !cells.is_empty() {
                rows.push(cells);
            }
        }
        if head.is_none() && rows.is_empty() {
            return self.inside(&crate::transfer::spip::markup::element::without_tags(inner));
        }
        vec![Block::Table { head, rows }]
    }

    /// What the elements of these names hold, one after the other; one that is not closed ends where the next begins.
    pub(crate) fn children(&mut self, inner: &str, names: &[&str]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = inner[at..].find('<') {
            at += next;
            match tag(&inner[at..]).filter(|it| !it.closes && names.contains(&it.name.as_str())) {
                Some(it) => {
                    let rest = &inner[at + it.len..];
                    let (end, after) = close(rest, &it.name).unwrap_or_else(|| {
                        let next = rest.find(&format!("<{}", it.name)).unwrap_or(rest.len());
                        (next, next)
                    });
                    found.push((it.name.clone(), rest[..end].to_owned()));
                    at += it.len + after;
                }
                None => at += 1,
            }
        }
        found
    }

    /// What a block says where only a line can stand.
    pub(crate) fn block_in_line(&mut self, number: usize) -> Vec<Inline> {
        let mut line = Vec::new();
        if let Some(Node::Blocks(blocks)) = self.nodes.get(number).cloned() {
            for it in blocks {
                flatten(it, &mut line);
            }
        }
        line
    }
}

#[derive(PartialEq, Clone, Copy)]
enum Keep {
    Nothing,
    Paragraph,
    Items,
    Rows,
}

/// The number of the mark that a text is.
pub(crate) fn marked(text: &str, (open, end): (char, char)) -> Option<usize> {
    text.strip_prefix(open)?.strip_suffix(end)?.parse().ok()
}

/// `-* text`, `-## text`, `- text`: an item of a list.
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('-')?;
    let marks = rest.len() - rest.trim_start_matches(['*', '#']).len();
    if marks > 0 {
        return Some((&rest[..marks], rest[marks..].trim_start()));
    }
    rest.strip_prefix(' ').map(|text| ("*", text.trim_start()))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4 && (line.bytes().all(|it| it == b'-') || line.bytes().all(|it| it == b'_'))
}
