//! What is left of a line to inlines: bold and italic of SPIP and of HTML, entities, typography.

use crate::transfer::spip::markup::read::{BLOCK, INLINE, MOST_OPEN, Node, Reader};
use crate::transfer::spip::markup::site::Loss;
use crate::transfer::spip::markup::tag::{close, tag};
use crate::transfer::spip::markup::tree::Inline;
use crate::transfer::spip::markup::typography::typeset;

/// How deep bold and italic are followed.
const DEEPEST: usize = 12;

impl Reader<'_> {
    /// The inlines of a text whose other parts are taken out. A line end is a break, as SPIP prints it.
    pub(crate) fn inlines(&mut self, text: &str) -> Vec<Inline> {
        let mut out = Vec::new();
        self.walk(text, 0, &mut out);
        tidy(out)
    }

    /// A run of text as it is printed.
    pub(crate) fn text(&self, run: &str) -> String {
        let decoded = html_escape::decode_html_entities(run);
        let kept: String = decoded.chars().filter(|it| !it.is_control() || *it == '\n' || *it == '\t').collect();
        typeset(&kept, self.language)
    }

    fn walk(&mut self, text: &str, depth: usize, out: &mut Vec<Inline>) {
        let mut rest = text;
        while let Some(found) = rest.find(['{', '<', INLINE.0, BLOCK.0]) {
            self.run(&rest[..found], out);
            rest = &rest[found..];
            let taken = match rest.chars().next() {
                Some('{') => self.braces(rest, depth, out),
                Some('<') => self.element_of_line(rest, depth, out),
                Some(it) if it == INLINE.0 || it == BLOCK.0 => self.node(rest, out),
                _ => 0,
            };
            if taken == 0 {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                self.run(&rest[..first], out);
                rest = &rest[first..];
            } else {
                rest = &rest[taken..];
            }
        }
        self.run(rest, out);
    }

    fn run(&mut self, run: &str, out: &mut Vec<Inline>) {
        for (number, line) in run.split('\n').enumerate() {
            if number > 0 {
                out.push(Inline::Break);
            }
            if !line.is_empty() {
                out.push(Inline::Text(self.text(line)));
            }
        }
    }

    fn node(&mut self, rest: &str, out: &mut Vec<Inline>) -> usize {
        let (open, end) = if rest.starts_with(INLINE.0) { INLINE } else { BLOCK };
        let Some(last) = rest.find(end) else { return open.len_utf8() };
        let number = rest[open.len_utf8()..last].parse::<usize>().unwrap_or(usize::MAX);
        if open == INLINE.0 {
            if let Some(Node::Inline(it)) = self.nodes.get(number) {
                out.push(it.clone());
            }
        } else {
            let line = self.block_in_line(number);
            out.extend(line);
        }
        last + end.len_utf8()
    }

    fn braces(&mut self, rest: &str, depth: usize, out: &mut Vec<Inline>) -> usize {
        let width = if rest.starts_with("{{") { 2 } else { 1 };
        if depth >= DEEPEST || self.open >= MOST_OPEN {
            return 0;
        }
        let Some(end) = closing(rest, width) else {
            self.open += 1;
            return 0;
        };
        let mut inner = Vec::new();
        self.walk(&rest[width..end], depth + 1, &mut inner);
        push_marked(out, inner, if width == 2 { Inline::Strong } else { Inline::Emphasis });
        end + width
    }

    fn element_of_line(&mut self, rest: &str, depth: usize, out: &mut Vec<Inline>) -> usize {
        let Some(it) = tag(rest) else { return 0 };
        let holds = matches!(
            it.name.as_str(),
            "b" | "strong" | "i" | "em" | "cite" | "del" | "s" | "strike" | "a" | "tt" | "kbd" | "samp"
        );
        if it.closes || !holds || depth >= DEEPEST {
            return it.len;
        }
        let found = if self.open < MOST_OPEN { close(&rest[it.len..], &it.name) } else { None };
        let Some((end, after)) = found else {
            self.open += 1;
            return it.len;
        };
        let content = &rest[it.len..it.len + end];
        let mut inner = Vec::new();
        self.walk(content, depth + 1, &mut inner);
        match it.name.as_str() {
            "b" | "strong" => push_marked(out, inner, Inline::Strong),
            "i" | "em" | "cite" => push_marked(out, inner, Inline::Emphasis),
            "del" | "s" | "strike" => push_marked(out, inner, Inline::Struck),
            "tt" | "kbd" | "samp" => out.push(Inline::Code(crate::transfer::spip::markup::tree::words(&inner))),
            _ => match it.attribute("href") {
                Some(target) if target.starts_with('#') => {
                    self.lose(Loss::Anchor(target));
                    out.append(&mut inner);
                }
                Some(target) => match self.address(&target) {
                    Some(address) if !inner.is_empty() => {
                        let title = it.attribute("title").filter(|it| !it.trim().is_empty());
                        out.push(Inline::Link { address, title, content: tidy(inner) });
                    }
                    _ => out.append(&mut inner),
                },
                None => out.append(&mut inner),
            },
        }
        it.len + after
    }
}

/// Inlines under a mark; spaces at their ends stand outside of it.
fn push_marked(out: &mut Vec<Inline>, inner: Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Inline) {
    let leads = matches!(inner.first(), Some(Inline::Text(it)) if it.starts_with(char::is_whitespace));
    let ends = matches!(inner.last(), Some(Inline::Text(it)) if it.ends_with(char::is_whitespace));
    let inner = tidy(inner);
    if leads {
        out.push(Inline::Text(" ".into()));
    }
    if !inner.is_empty() {
        out.push(mark(inner));
    }
    if ends {
        out.push(Inline::Text(" ".into()));
    }
}

/// Joins texts, and leaves out breaks and spaces at the ends and around breaks.
pub(crate) fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for it in inlines {
        match (it, out.last_mut()) {
            (Inline::Text(more), Some(Inline::Text(text))) => text.push_str(&more),
            (Inline::Break, None | Some(Inline::Break)) => {}
            (it, _) => out.push(it),
        }
    }
    let breaks: Vec<bool> = out.iter().map(|it| *it == Inline::Break).collect();
    let last = out.len().saturating_sub(1);
    for (at, it) in out.iter_mut().enumerate() {
        if let Inline::Text(text) = it {
            let begins = at == 0 || breaks[at - 1];
            let ends = at == last || breaks[at + 1];
            let kept = if begins { text.trim_start() } else { text.as_str() };
            *text = (if ends { kept.trim_end() } else { kept }).to_owned();
        }
    }
    out.retain(|it| !matches!(it, Inline::Text(text) if text.is_empty()));
    let mut joined: Vec<Inline> = Vec::new();
    for it in out {
        if it != Inline::Break || joined.last().is_some_and(|it| *it != Inline::Break) {
            joined.push(it);
        }
    }
    while joined.last() == Some(&Inline::Break) {
        joined.pop();
    }
    joined
}

/// Where braces that a text begins with are closed: `{{a {b} c}}`.
fn closing(text: &str, width: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = vec![width];
    let mut at = width;
    while at < bytes.len() {
        let double = bytes.get(at + 1) == Some(&bytes[at]);
        match bytes[at] {
            b'{' => {
                open.push(if double { 2 } else { 1 });
                at += usize::from(double);
            }
            b'}' => match open.last() {
                Some(2) if !double => return None,
                Some(last) => {
                    let last = *last;
                    open.pop();
                    if open.is_empty() {
                        return (at > width).then_some(at);
                    }
                    at += last - 1;
                }
                None => return None,
            },
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            _ => {}
        }
        at += 1;
    }
    None
}
