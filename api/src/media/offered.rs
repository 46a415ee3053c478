//! Who made a picture and what may be done with it, as the file itself says: EXIF, IPTC and XMP. It is offered as a credit and
//! never taken for one, since anybody can write it.

use quick_xml::Reader;
use quick_xml::events::Event;

/// What a file says of its author and its licence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Offered {
    pub(crate) author: Option<String>,
    /// The address of a licence, or a sentence about rights.
    pub(crate) licence: Option<String>,
}

/// The most bytes of XMP that are read.
const MOST_XMP: usize = 256 * 1024;
/// The most characters that are kept of either.
const MOST: usize = 200;

/// What the metadata of a picture offers. What cannot be read offers nothing.
pub(crate) fn offered(exif: Option<Vec<u8>>, iptc: Option<&[u8]>, xmp: Option<&[u8]>) -> Offered {
    let xmp = xmp.filter(|it| it.len() <= MOST_XMP).map(of_xmp).unwrap_or_default();
    let exif = exif.map(of_exif).unwrap_or_default();
    let iptc = iptc.map(of_iptc).unwrap_or_default();
    Offered {
        author: [xmp.author, iptc.author, exif.author].into_iter().flatten().find_map(|it| line(&it)),
        licence: [xmp.licence, iptc.licence, exif.licence].into_iter().flatten().find_map(|it| line(&it)),
    }
}

/// A text on one line, without what cannot be seen; none when nothing is left.
fn line(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|it: char| it.is_whitespace() || it.is_control()).filter(|it| !it.is_empty()).collect();
    let line: String = words.join(" ").chars().take(MOST).collect();
    Some(line).filter(|it| it.chars().any(char::is_alphanumeric))
}

fn of_exif(exif: Vec<u8>) -> Offered {
    let Ok(exif) = exif::Reader::new().read_raw(exif) else { return Offered::default() };
    let text = |tag| match &exif.get_field(tag, exif::In::PRIMARY)?.value {
        exif::Value::Ascii(parts) => {
            let parts: Vec<_> = parts.iter().map(|it| String::from_utf8_lossy(it)).collect();
            Some(parts.join(" ").replace('\0', " "))
        }
        _ => None,
    };
    Offered { author: text(exif::Tag::Artist), licence: text(exif::Tag::Copyright) }
}

/// By-line (2:80) and copyright notice (2:116) of IPTC-IIM.
fn of_iptc(iptc: &[u8]) -> Offered {
    let text = |number: u8| {
        let at = iptc.windows(3).position(|it| it == [0x1c, 2, number])? + 3;
        let length = iptc.get(at..at + 2).map(|it| usize::from(u16::from_be_bytes([it[0], it[1]])))?;
        iptc.get(at + 2..at + 2 + length).map(|it| String::from_utf8_lossy(it).into_owned())
    };
    Offered { author: text(80), licence: text(116) }
}

/// `dc:creator`, and the first of `cc:license`, `xmpRights:WebStatement`, `dc:rights`, `xmpRights:UsageTerms` of XMP.
fn of_xmp(xmp: &[u8]) -> Offered {
    const LICENCES: [&str; 4] = ["license", "WebStatement", "rights", "UsageTerms"];
    let Ok(xmp) = std::str::from_utf8(xmp) else { return Offered::default() };
    let (mut author, mut licences) = (None, [const { None }; LICENCES.len()]);
    let mut keep = |name: &str, text: String| {
        if name == "creator" && author.is_none() {
            author = line(&text);
        }
        if let Some(at) = LICENCES.iter().position(|it| *it == name)
            && licences[at].is_none()
        {
            licences[at] = line(&text);
        }
    };
    let mut reader = Reader::from_str(xmp);
    let mut open: Vec<String> = Vec::new();
    let mut said = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(it)) => {
                of_attributes(&it, &mut keep);
                open.push(it.local_name().as_ref().to_owned());
                said.clear();
            }
            Ok(Event::Empty(it)) => of_attributes(&it, &mut keep),
            Ok(Event::Text(it)) => said.push_str(&it.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Ok(Event::GeneralRef(it)) => said.push(it.resolve_char_ref().ok().flatten().unwrap_or(' ')),
            Ok(Event::End(_)) => {
                // what is said stands in a list inside of what it is said of
                if let Some(name) = open.iter().rev().find(|it| !["li", "Seq", "Bag", "Alt"].contains(&it.as_str())) {
                    keep(name, std::mem::take(&mut said));
                }
                open.pop();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Offered { author, licence: licences.into_iter().flatten().next() }
}

/// Properties that are written as attributes: by their own name, or as what an element points to.
fn of_attributes(element: &quick_xml::events::BytesStart<'_>, keep: &mut impl FnMut(&str, String)) {
    for attribute in element.attributes().flatten() {
        let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else { continue };
        let name = attribute.key.local_name();
        match name.as_ref() {
            "resource" => keep(element.local_name().as_ref(), value.into_owned()),
            name => keep(name, value.into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_is_read_in_both_its_forms() {
        let elements = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description>
            <dc:creator><rdf:Seq><rdf:li>Ana  Kervella</rdf:li><rdf:li>Other</rdf:li></rdf:Seq></dc:creator>
            <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Ana</rdf:li></rdf:Alt></dc:rights>
            <cc:license rdf:resource="https://creativecommons.org/licenses/by-sa/4.0/"/>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let read = of_xmp(elements.as_bytes());
        assert_eq!(read.author.as_deref(), Some("Ana Kervella"));
        assert_eq!(read.licence.as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
        let attributes = r#"<rdf:Description xmpRights:WebStatement="https://example.org/by"/>"#;
        assert_eq!(of_xmp(attributes.as_bytes()).licence.as_deref(), Some("https://example.org/by"));
        let rights = r"<dc:rights><rdf:Alt><rdf:li>All &#169; mine</rdf:li></rdf:Alt></dc:rights>";
        assert_eq!(of_xmp(rights.as_bytes()).licence.as_deref(), Some("All © mine"));
        for nothing in ["", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><dc:creator>&b;</dc:creator>", "\u{0}"] {
            assert_eq!(of_xmp(nothing.as_bytes()), Offered::default(), "{nothing}");
        }
    }

    #[test]
    fn iptc_and_exif_are_read_and_xmp_comes_first() {
        let iptc = b"Photoshop 3.0\08BIM\x1c\x02\x50\0\x03Ana\x1c\x02\x74\0\x04\xc2\xa9 A";
        assert_eq!(of_iptc(iptc), Offered { author: Some("Ana".into()), licence: Some("© A".into()) });
        assert_eq!(of_iptc(b"\x1c\x02\x50\xff\xffx"), Offered::default());
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x04\0\0\0Lan\0\0\0\0\0".to_vec();
        assert_eq!(of_exif(exif.clone()).author.as_deref().map(str::trim), Some("Lan"));
        let xmp = b"<dc:creator>Soazig</dc:creator>".as_slice();
        let all = offered(Some(exif.clone()), Some(iptc), Some(xmp));
        assert_eq!((all.author.as_deref(), all.licence.as_deref()), (Some("Soazig"), Some("© A")));
        exif.truncate(12);
        assert_eq!(offered(Some(exif), None, Some(b"\xff")), Offered::default());
        assert_eq!(line("\n\u{7}\t"), None);
    }
}
