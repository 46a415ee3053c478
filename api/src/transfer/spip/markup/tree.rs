//! A text as a tree of blocks, whatever it was written in.

/// One block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Vec<Inline>),
    /// Its level, from 2.
    Heading(usize, Vec<Inline>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Code(String),
    Table {
        head: Option<Vec<Vec<Inline>>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Rule,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inline {
    Text(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Struck(Vec<Inline>),
    Code(String),
    Link {
        address: String,
        title: Option<String>,
        content: Vec<Inline>,
    },
    Picture {
        address: String,
        alt: String,
    },
    Break,
    /// A reference to a footnote, by its place in the list of notes.
    Note(usize),
}

/// A text with its footnotes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<Vec<Block>>,
}

/// The words of inlines without their marks.
pub(crate) fn words(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn collect(inlines: &[Inline], text: &mut String) {
    for it in inlines {
        match it {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Struck(inner)
            | Inline::Link { content: inner, .. } => {
                collect(inner, text);
            }
            Inline::Picture { alt, .. } => text.push_str(alt),
            Inline::Break => text.push(' '),
            Inline::Note(_) => {}
        }
    }
}

/// The content of a link: no links in it.
pub(crate) fn unlinked(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for it in inlines {
        match it {
            Inline::Link { content, .. } => out.extend(unlinked(content)),
            Inline::Note(_) => {}
            Inline::Strong(inner) => out.push(Inline::Strong(unlinked(inner))),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(unlinked(inner))),
            Inline::Struck(inner) => out.push(Inline::Struck(unlinked(inner))),
            other => out.push(other.clone()),
        }
    }
    out
}
