//! Elements of HTML in texts of SPIP, and its models: what is kept of them, and what never comes through.

use crate::transfer::spip::markup::read::{MOST_OPEN, Reader};
use crate::transfer::spip::markup::site::{Attached, Kind, Loss};
use crate::transfer::spip::markup::tag::{Tag, close, first_close, tag};
use crate::transfer::spip::markup::tree::{Block, Inline};

/// Elements that are left out with what they hold.
const NEVER: [&str; 13] = [
    "script", "style", "object", "applet", "form", "noscript", "svg", "math", "select", "textarea", "template",
    "title", "head",
];
/// Elements that show something from elsewhere.
const EMBEDDED: [&str; 5] = ["iframe", "embed", "video", "audio", "frame"];
/// Elements that end the paragraph before them.
const PARAGRAPHS: [&str; 22] = [
    "p",
    "div",
    "center",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "address",
    "intro",
    "aside",
    "main",
    "nav",
    "fieldset",
    "legend",
    "dl",
    "dt",
    "dd",
    "html",
    "body",
    "details",
];

impl Reader<'_> {
    /// What stands between `<` and `>`, with what it holds as far as it is taken out.
    pub(crate) fn element(&mut self, rest: &str, out: &mut String) -> usize {
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(rest.len(), |it| it + 3);
        }
        let Some(it) = tag(rest) else { return self.model(rest, out) };
        for (name, _) in it.attributes().iter().filter(|(name, _)| name.starts_with("on") && name.len() > 4) {
            self.lose(Loss::EventAttribute(name.clone()));
        }
        let name = it.name.as_str();
        if NEVER.contains(&name) {
            if !it.closes {
                self.lose(Loss::Element(name.to_owned()));
            }
            out.push_str("\n\n");
            return if it.closes { it.len } else { it.len + first_close(&rest[it.len..], name).map_or(0, |end| end.1) };
        }
        if it.closes {
            if PARAGRAPHS.contains(&name) {
                out.push_str("\n\n");
                return it.len;
            }
            return if is_html(name) { 0 } else { it.len };
        }
        match name {
            "code" | "cadre" | "frame" if !rest[..it.len].contains("src") => {
                let Some((end, after)) = first_close(&rest[it.len..], name) else { return it.len };
                let code = &rest[it.len..it.len + end];
                if name == "code" && !code.contains('\n') {
                    self.inline(out, Inline::Code(code.to_owned()));
                } else {
                    self.block(out, vec![Block::Code(code.trim_matches('\n').to_owned())]);
                }
                it.len + after
            }
            "pre" => self.holding(rest, &it, out, |_, inner| {
                let plain = without_tags(inner);
                vec![Block::Code(html_escape::decode_html_entities(plain.trim_matches('\n')).into_owned())]
            }),
            "quote" | "blockquote" => {
                self.holding(rest, &it, out, |reader, inner| vec![Block::Quote(reader.inside(inner))])
            }
            "poesie" | "poetry" => {
                self.holding(rest, &it, out, |reader, inner| vec![Block::Quote(reader.inside(inner.trim()))])
            }
            "ul" | "ol" => self.holding(rest, &it, out, |reader, inner| {
                let items = reader.children(inner, &["li"]).into_iter().map(|(_, it)| reader.inside(&it)).collect();
                vec![Block::List { ordered: name == "ol", items }]
            }),
            "table" => self.holding(rest, &it, out, Self::html_table),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.holding(rest, &it, out, |reader, inner| {
                let level = name[1..].parse::<usize>().unwrap_or(2).max(2);
                vec![Block::Heading(level, reader.line_inside(inner.trim()))]
            }),
            "br" => {
                self.inline(out, Inline::Break);
                it.len
            }
            "hr" => {
                self.block(out, vec![Block::Rule]);
                it.len
            }
            "img" if it.attribute("src").is_some() => {
                let source = it.attribute("src").unwrap_or_default();
                if let Some(address) = self.address(&source) {
                    let alt = it.attribute("alt").unwrap_or_default();
                    self.inline(out, Inline::Picture { address, alt });
                }
                it.len
            }
            name if EMBEDDED.contains(&name) => {
                let end = if name == "embed" { 0 } else { first_close(&rest[it.len..], name).map_or(0, |end| end.1) };
                match it.attribute("src").and_then(|it| self.address(&it)) {
                    Some(address) => {
                        self.lose(Loss::Embedded(address.clone()));
                        let content = vec![Inline::Text(address.clone())];
                        self.block(out, vec![Block::Paragraph(vec![Inline::Link { address, title: None, content }])]);
                    }
                    None => self.lose(Loss::Element(name.to_owned())),
                }
                it.len + end
            }
            name if PARAGRAPHS.contains(&name) => {
                out.push_str("\n\n");
                it.len
            }
            name if is_html(name) => 0,
            _ => self.model(rest, out),
        }
    }

    /// An element that becomes blocks of its own, from its tag to its end.
    fn holding(
        &mut self,
        rest: &str,
        it: &Tag<'_>,
        out: &mut String,
        made: impl FnOnce(&mut Self, &str) -> Vec<Block>,
    ) -> usize {
        let found = if self.open < MOST_OPEN { close(&rest[it.len..], &it.name) } else { None };
        let Some((end, after)) = found else {
            self.open += 1;
            out.push_str("\n\n");
            return it.len;
        };
        let blocks = made(self, &rest[it.len..it.len + end]);
        self.block(out, blocks);
        it.len + after
    }

    /// `<img1|center>`, `<doc4>`: a document in the text; other models are left out.
    fn model(&mut self, rest: &str, out: &mut String) -> usize {
        let Some(end) = rest.find('>') else { return 0 };
        let inner = &rest[1..end];
        let name: String = inner.chars().take_while(|it| it.is_ascii_lowercase() || *it == '_').collect();
        let digits: String = inner[name.len()..].trim_start().chars().take_while(char::is_ascii_digit).collect();
        let after = inner[name.len()..].trim_start()[digits.len()..].trim_start();
        if name.len() < 3 || inner.len() > 200 || !(after.is_empty() || after.starts_with('|')) {
            return 0;
        }
        match (Kind::of(&name), digits.parse::<u64>()) {
            (Some(Kind::Document), Ok(id)) => match self.site.document(id) {
                Some(it) => {
                    let blocks = self.attached(&it);
                    self.block(out, blocks);
                }
                None => self.lose(Loss::NoDocument(id)),
            },
            (Some(kind), Ok(id)) if self.site.target(kind, id).is_some() => self.link("", &format!("{name}{id}"), out),
            (_, Ok(_)) => self.lose(Loss::Model(inner.to_owned())),
            (_, Err(_)) => return 0,
        }
        end + 1
    }

    fn attached(&mut self, it: &Attached) -> Vec<Block> {
        let mut blocks = Vec::new();
        let title = self.line_inside(&it.title);
        if it.is_picture {
            blocks.push(Block::Paragraph(vec![Inline::Picture { address: it.address.clone(), alt: it.alt.clone() }]));
            if !title.is_empty() {
                blocks.push(Block::Paragraph(vec![Inline::Strong(title)]));
            }
        } else {
            let name = it.address.rsplit('/').next().unwrap_or(&it.address);
            let content =
                if title.is_empty() { vec![Inline::Text(name.to_owned())] } else { vec![Inline::Strong(title)] };
            blocks.push(Block::Paragraph(vec![Inline::Link { address: it.address.clone(), title: None, content }]));
        }
        for said in [&it.description, &it.credits] {
            blocks.extend(self.inside(said));
        }
        blocks
    }
}

/// An element that the lines themselves hold, not a model.
pub(crate) fn is_html(name: &str) -> bool {
    const INLINE: [&str; 34] = [
        "a", "b", "i", "u", "s", "em", "strong", "del", "ins", "strike", "sup", "sub", "span", "font", "small", "big",
        "tt", "kbd", "samp", "var", "cite", "q", "abbr", "acronym", "dfn", "mark", "time", "bdo", "bdi", "label",
        "button", "nobr", "li", "sc",
    ];
    const OTHER: [&str; 22] = [
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "ul",
        "ol",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "code",
        "br",
        "hr",
        "img",
    ];
    INLINE.contains(&name) || OTHER.contains(&name) || PARAGRAPHS.contains(&name) || EMBEDDED.contains(&name)
}

pub(crate) fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(found) = rest.find('<') {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        match tag(rest) {
            Some(it) => rest = &rest[it.len..],
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
