//! A tree to Markdown (CommonMark with tables, footnotes and strikethrough). What the text says is escaped where Markdown would
//! read marks in it; every line is read back, and loses its marks where Markdown could not say them.

use crate::transfer::spip::markup::readback::{expected, said};
use crate::transfer::spip::markup::site::Loss;
use crate::transfer::spip::markup::tree::{Block, Inline, unlinked, words};

/// The Markdown of blocks, with the notes that they refer to below them. Adds to `losses` which marks were left out.
pub(crate) fn part(blocks: &[Block], notes: &[Vec<Block>], losses: &mut Vec<Loss>) -> String {
    let mut writer = Writer { losses, used: Vec::new() };
    let mut text = writer.blocks(blocks, false).join("\n");
    let mut at = 0;
    while let Some(place) = writer.used.get(at).copied() {
        let empty = Vec::new();
        let lines = writer.blocks(notes.get(place).unwrap_or(&empty), false);
        let mut definition = format!("\n\n[^{}]: ", at + 1);
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                definition.push('\n');
                if !line.is_empty() {
                    definition.push_str("    ");
                }
            }
            definition.push_str(line);
        }
        text.push_str(&definition);
        at += 1;
    }
    text
}

struct Writer<'a> {
    losses: &'a mut Vec<Loss>,
    /// The notes that were referred to, in that order.
    used: Vec<usize>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block], tight: bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut last: Option<(&Block, bool)> = None;
        for block in blocks {
            // two lists of one kind would be one: the other kind of mark keeps them apart
            let other = match (last, block) {
                (Some((Block::List { ordered: before, .. }, other)), Block::List { ordered, .. }) => {
                    before == ordered && !other
                }
                _ => false,
            };
            let written = self.block(block, other);
            if written.is_empty() {
                continue;
            }
            if !(lines.is_empty() || tight && matches!(block, Block::List { .. })) {
                lines.push(String::new());
            }
            lines.extend(written);
            last = Some((block, other));
        }
        lines
    }

    fn block(&mut self, block: &Block, other: bool) -> Vec<String> {
        match block {
            Block::Paragraph(inlines) => self.line(inlines, false).split('\n').map(str::to_owned).collect(),
            Block::Heading(level, inlines) => {
                let line = self.line(inlines, false).replace("\\\n", " ").replace('\n', " ");
                let closed = if line.ends_with('#') { " #" } else { "" };
                vec![format!("{} {line}{closed}", "#".repeat(*level))]
            }
            Block::List { ordered, items } => {
                let mut lines = Vec::new();
                let tight = items.iter().all(|it| {
                    matches!(it.as_slice(), [] | [Block::Paragraph(_) | Block::List { .. }]) || {
                        let (first, rest) = (&it[0], &it[1..]);
                        matches!(first, Block::Paragraph(_)) && rest.iter().all(|it| matches!(it, Block::List { .. }))
                    }
                });
                for (at, item) in items.iter().enumerate() {
                    let mark = match (ordered, other) {
                        (true, false) => format!("{}. ", at + 1),
                        (true, true) => format!("{}) ", at + 1),
                        (false, false) => "- ".to_owned(),
                        (false, true) => "* ".to_owned(),
                    };
                    if at > 0 && !tight {
                        lines.push(String::new());
                    }
                    let inner = self.blocks(item, tight);
                    let indent = " ".repeat(mark.len());
                    lines.extend(prefixed(&inner, &mark, &indent));
                }
                lines
            }
            Block::Quote(blocks) => prefixed(&self.blocks(blocks, false), "> ", "> "),
            Block::Code(code) => {
                let longest = code.split(|it| it != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                let mut lines = vec![fence.clone()];
                lines.extend(code.split('\n').map(str::to_owned));
                lines.push(fence);
                lines
            }
            Block::Table { head, rows } => self.table(head.as_deref(), rows),
            Block::Rule => vec!["---".to_owned()],
        }
    }

    fn table(&mut self, head: Option<&[Vec<Inline>]>, rows: &[Vec<Vec<Inline>>]) -> Vec<String> {
        let width = rows.iter().map(Vec::len).chain(head.map(<[_]>::len)).max().unwrap_or(0).max(1);
        let mut row = |cells: &[Vec<Inline>]| {
            let mut line = String::from("|");
            for at in 0..width {
                let cell = cells.get(at).map(|it| self.line(it, true)).unwrap_or_default();
                line.push(' ');
                line.push_str(&cell);
                line.push_str(if cell.is_empty() { "|" } else { " |" });
            }
            line
        };
        let mut lines = vec![row(head.unwrap_or(&[]))];
        lines.push(format!("|{}", " --- |".repeat(width)));
        lines.extend(rows.iter().map(|it| row(it)));
        lines
    }

    /// One paragraph or cell. Where reading it back does not give what it should say, its marks are left out.
    fn line(&mut self, inlines: &[Inline], in_table: bool) -> String {
        let before = self.used.len();
        let mut text = String::new();
        self.inlines(inlines, in_table, &mut text);
        let text = guarded(&text);
        if in_table || said(&text) == expected(inlines) {
            return text;
        }
        self.used.truncate(before);
        self.losses.push(Loss::Marks(words(inlines).chars().take(80).collect()));
        let mut text = String::new();
        self.inlines(&plain(inlines), in_table, &mut text);
        guarded(&text)
    }

    fn inlines(&mut self, inlines: &[Inline], in_table: bool, out: &mut String) {
        for (at, it) in inlines.iter().enumerate() {
            match it {
                Inline::Text(text) => {
                    let more = matches!(inlines.get(at + 1), Some(Inline::Link { .. }));
                    escape(text, in_table, out);
                    if more && out.ends_with('!') {
                        out.pop();
                        out.push_str("\\!");
                    }
                }
                Inline::Strong(inner) => self.marked("**", inner, in_table, out),
                Inline::Emphasis(inner) => {
                    let mark = if out.ends_with('*') && !out.ends_with("\\*") { "_" } else { "*" };
                    self.marked(mark, inner, in_table, out);
                }
                Inline::Struck(inner) => self.marked("~~", inner, in_table, out),
                Inline::Code(code) => {
                    let code = code.replace('\n', " ");
                    let longest = code.split(|it| it != '`').map(str::len).max().unwrap_or(0);
                    let fence = "`".repeat(longest + 1);
                    let padded = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
                    let space = if padded && !code.trim().is_empty() { " " } else { "" };
                    let code = if in_table { code.replace('|', "\\|") } else { code };
                    out.push_str(&format!("{fence}{space}{code}{space}{fence}"));
                }
                Inline::Link { address, title, content } => {
                    let is_bare = matches!(content.as_slice(), [Inline::Text(it)] if it == address) && title.is_none();
                    if is_bare && is_plain(address) {
                        out.push_str(&format!("<{address}>"));
                        continue;
                    }
                    out.push('[');
                    self.inlines(&unlinked(content), in_table, out);
                    out.push_str("](");
                    destination(address, in_table, out);
                    if let Some(title) = title {
                        let title = title.replace('\n', " ").replace('\\', "\\\\").replace('"', "\\\"");
                        out.push_str(&format!(" \"{}\"", if in_table { title.replace('|', "\\|") } else { title }));
                    }
                    out.push(')');
                }
                Inline::Picture { address, alt } => {
                    out.push_str("![");
                    escape(&alt.replace('\n', " "), in_table, out);
                    out.push_str("](");
                    destination(address, in_table, out);
                    out.push(')');
                }
                Inline::Break => out.push_str(if in_table { " " } else { "\\\n" }),
                Inline::Note(place) => {
                    let number = self.used.iter().position(|it| it == place).unwrap_or_else(|| {
                        self.used.push(*place);
                        self.used.len() - 1
                    });
                    out.push_str(&format!("[^{}]", number + 1));
                }
            }
        }
    }

    fn marked(&mut self, mark: &str, inner: &[Inline], in_table: bool, out: &mut String) {
        out.push_str(mark);
        self.inlines(inner, in_table, out);
        out.push_str(mark);
    }
}

fn prefixed(lines: &[String], first: &str, others: &str) -> Vec<String> {
    if lines.is_empty() {
        return vec![first.trim_end().to_owned()];
    }
    let with = |(at, line): (usize, &String)| {
        let prefix = if at == 0 { first } else { others };
        if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") }
    };
    lines.iter().enumerate().map(with).collect()
}

/// Text, with a backslash before what Markdown would read as a mark wherever it stands.
fn escape(text: &str, in_table: bool, out: &mut String) {
    let mut before = out.chars().next_back();
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        let next = rest.peek().copied();
        let intraword = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let marks = match it {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !intraword,
            '~' => next == Some('~') || before == Some('~'),
            '&' => next.is_some_and(|it| it == '#' || it.is_ascii_alphabetic()),
            '|' => in_table,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(if it == '\t' { ' ' } else { it });
        before = Some(it);
    }
}

/// Lines that begin with what Markdown would read as the mark of a block get a backslash there.
fn guarded(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let after = &line[digits..];
        let begins =
            |mark: &str| line.strip_prefix(mark).is_some_and(|it| it.is_empty() || it.starts_with([' ', '\\']));
        let ordered = (1..=9).contains(&digits)
            && after.starts_with(['.', ')'])
            && (after.len() == 1 || after[1..].starts_with([' ', '\\']));
        let heads = line.starts_with('#') && {
            let rest = line.trim_start_matches('#');
            line.len() - rest.len() <= 6 && (rest.is_empty() || rest.starts_with(' '))
        };
        let same = |mark: char| !line.is_empty() && line.trim_end().chars().all(|it| it == mark || it == ' ');
        if ordered {
            format!("{}\\{after}", &line[..digits])
        } else if heads
            || begins("-")
            || begins("+")
            || line.starts_with('>')
            || line.starts_with("~~~")
            || same('=')
            || same('-')
            || line.starts_with('|')
            || line.starts_with(':')
        {
            format!("\\{line}")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_plain(address: &str) -> bool {
    let fits = |it: char| it.is_ascii_graphic() && !matches!(it, '<' | '>' | '\\' | '|');
    (address.starts_with("http://") || address.starts_with("https://")) && address.chars().all(fits)
}

fn destination(address: &str, in_table: bool, out: &mut String) {
    for it in address.chars() {
        match it {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            '|' if in_table => out.push_str("%7C"),
            '&' => out.push('&'),
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
}

/// Inlines without bold, italic and strikethrough.
fn plain(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for it in inlines {
        match it {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Struck(inner) => out.extend(plain(inner)),
            Inline::Link { address, title, content } => {
                out.push(Inline::Link { address: address.clone(), title: title.clone(), content: plain(content) });
            }
            other => out.push(other.clone()),
        }
    }
    out
}
