//! SPIP's markup to a tree. What is no text (code, notes, links, documents, HTML) is taken out first and stands in the text as a
//! mark, as SPIP itself does it; then lines become blocks, and what is left of a line becomes inlines.

use crate::transfer::spip::markup::site::{Loss, Site};
use crate::transfer::spip::markup::tree::{Block, Document, Inline};

/// What stands for an inline, and for a block, in a text: its number between these.
pub(crate) const INLINE: (char, char) = ('\u{f0000}', '\u{f0001}');
pub(crate) const BLOCK: (char, char) = ('\u{f0002}', '\u{f0003}');
/// How deep elements, quotes and notes are followed.
pub(crate) const DEEPEST: usize = 12;
/// After how many marks without an end their like are no longer looked for: each look goes through all that follows.
pub(crate) const MOST_OPEN: usize = 100;

pub(crate) struct Reader<'a> {
    pub(crate) site: &'a dyn Site,
    pub(crate) language: &'a str,
    pub(crate) nodes: Vec<Node>,
    pub(crate) notes: Vec<Vec<Block>>,
    pub(crate) losses: Vec<Loss>,
    pub(crate) depth: usize,
    pub(crate) open: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Node {
    Inline(Inline),
    Blocks(Vec<Block>),
}

/// A text of SPIP as a tree, and what is lost of it.
pub(crate) fn read(text: &str, language: &str, site: &dyn Site) -> (Document, Vec<Loss>) {
    let text = crate::transfer::spip::markup::typography::chosen(text, language);
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|it| !(INLINE.0..=BLOCK.1).contains(it))
        .filter(|it| !it.is_control() || matches!(it, '\n' | '\t'))
        .collect();
    let mut reader =
        Reader { site, language, nodes: Vec::new(), notes: Vec::new(), losses: Vec::new(), depth: 0, open: 0 };
    let blocks = reader.blocks(&text);
    (Document { blocks, notes: reader.notes }, reader.losses)
}

impl Reader<'_> {
    pub(crate) fn lose(&mut self, loss: Loss) {
        if !self.losses.contains(&loss) {
            self.losses.push(loss);
        }
    }

    pub(crate) fn inline(&mut self, out: &mut String, it: Inline) {
        out.push(INLINE.0);
        out.push_str(&self.nodes.len().to_string());
        out.push(INLINE.1);
        self.nodes.push(Node::Inline(it));
    }

    pub(crate) fn block(&mut self, out: &mut String, it: Vec<Block>) {
        out.push_str("\n\n");
        out.push(BLOCK.0);
        out.push_str(&self.nodes.len().to_string());
        out.push(BLOCK.1);
        out.push_str("\n\n");
        self.nodes.push(Node::Blocks(it));
    }

    /// The blocks of what stands inside of something; beyond the depth that is followed, its words.
    pub(crate) fn inside(&mut self, text: &str) -> Vec<Block> {
        if self.depth >= DEEPEST {
            return vec![Block::Paragraph(vec![Inline::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))])];
        }
        self.depth += 1;
        let blocks = self.blocks(text.trim_matches('\n'));
        self.depth -= 1;
        blocks
    }

    /// One line of what stands inside of something.
    pub(crate) fn line_inside(&mut self, text: &str) -> Vec<Inline> {
        let mut line = Vec::new();
        for block in self.inside(text) {
            if !line.is_empty() {
                line.push(Inline::Text(" ".into()));
            }
            flatten(block, &mut line);
        }
        line
    }

    /// Takes out what is no text.
    pub(crate) fn protect(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let next = rest.find(['<', '[', '{', 'h']).unwrap_or(rest.len());
            out.push_str(&rest[..next]);
            at += next;
            let rest = &text[at..];
            let taken = match rest.as_bytes().first() {
                Some(b'<') => self.element(rest, &mut out),
                Some(b'[') => self.bracket(rest, &mut out),
                Some(b'{') => self.heading(rest, &mut out),
                Some(b'h') => self.bare_address(rest, &mut out),
                _ => break,
            };
            if taken == 0 {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..first]);
                at += first;
            } else {
                at += taken;
            }
        }
        out
    }

    fn heading(&mut self, rest: &str, out: &mut String) -> usize {
        let Some(inner) = rest.strip_prefix("{{{") else { return 0 };
        let Some(end) = inner.find("}}}") else { return 0 };
        let content = inner[..end].trim();
        let stars = content.len() - content.trim_start_matches('*').len();
        let content = content.trim_start_matches('*').trim();
        let line = self.line_inside(content);
        if !line.is_empty() {
            self.block(out, vec![Block::Heading((1 + stars.max(1)).min(6), line)]);
        }
        end + 6
    }

    /// An address that stands in the text for itself.
    fn bare_address(&mut self, rest: &str, out: &mut String) -> usize {
        if !(rest.starts_with("http://") || rest.starts_with("https://")) {
            return 0;
        }
        if out.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '=' | '"' | '\'')) {
            return 0;
        }
        let stop = |it: char| it.is_whitespace() || matches!(it, '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | '~');
        let end = rest.find(stop).unwrap_or(rest.len());
        let mut address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '»']);
        if address.ends_with(')') && !address.contains('(') {
            address = address.trim_end_matches(')');
        }
        if address.len() < "https://a".len() {
            return 0;
        }
        let link =
            Inline::Link { address: address.to_owned(), title: None, content: vec![Inline::Text(address.to_owned())] };
        self.inline(out, link);
        address.len()
    }

    /// An address of the web or of a mail box; what is neither is lost.
    pub(crate) fn address(&mut self, address: &str) -> Option<String> {
        let address = html_escape::decode_html_entities(address.trim()).into_owned();
        let found = self.site.absolute(&address);
        if found.is_none() {
            self.lose(Loss::UnsafeLink(address));
        }
        found
    }
}

/// What a block says, in one line.
pub(crate) fn flatten(block: Block, line: &mut Vec<Inline>) {
    match block {
        Block::Paragraph(it) | Block::Heading(_, it) => line.extend(it),
        Block::List { items, .. } => spaced(items.into_iter().flatten(), line),
        Block::Quote(blocks) => spaced(blocks.into_iter(), line),
        Block::Code(code) => line.push(Inline::Code(code.replace('\n', " "))),
        Block::Table { head, rows } => {
            for cell in head.into_iter().chain(rows).flatten() {
                line.extend(cell);
                line.push(Inline::Text(" ".into()));
            }
        }
        Block::Rule => {}
    }
}

fn spaced(blocks: impl Iterator<Item = Block>, line: &mut Vec<Inline>) {
    for it in blocks {
        flatten(it, line);
        line.push(Inline::Text(" ".into()));
    }
}
