//! XML by quick-xml, into memory: texts lose the characters that XML 1.0 forbids, which no escape can carry.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document that is being written.
pub(crate) struct Document(Writer<Vec<u8>>);

impl Document {
    /// Begins a document in UTF-8.
    pub(crate) fn begin() -> Self {
        let mut document = Self(Writer::new(Vec::new()));
        document.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        document
    }

    /// Writes an element around what `inner` writes.
    pub(crate) fn within(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        inner(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element that holds a text.
    pub(crate) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.within(name, attributes, |it| it.write(Event::Text(BytesText::new(&allowed(text)))));
    }

    /// Writes an element that holds nothing.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// The document as text.
    pub(crate) fn end(self) -> String {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes whatever is written into it");
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, allowed(value).as_str()));
    }
    element
}

/// A text without the characters that XML 1.0 forbids (§2.2); ends of lines become line feeds, as a reader of XML takes them.
fn allowed(text: &str) -> String {
    let is_char = |it: &char| matches!(it, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(is_char).collect()
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;
    use crate::render::item::tests::HOSTILE;

    /// Reads a document to its end, as any reader of XML would; a fault fails the test.
    pub(crate) fn read(text: &str) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        while reader.read_event().unwrap() != Event::Eof {}
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        let mut document = Document::begin();
        document.within("a", &[("b", HOSTILE)], |it| it.text("c", &[], HOSTILE));
        let text = document.end();
        read(&text);
        assert!(
            !text.contains(['\u{b}', '\u{0}', '\r']) && !text.contains("</script>") && text.contains('🎉'),
            "{text}"
        );
    }
}
