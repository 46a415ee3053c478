//! What texts become, and what they must not become.

use super::*;

/// Safe HTML of a text that refers to nothing that is known.
fn html(text: &str) -> String {
    super::html(text, &Shown::new())
}

#[test]
fn ordinary_text_becomes_ordinary_html() {
    let answer = html("## Besoin\nUn *jardin*, [là](https://a.net).\n\n| a | b |\n|---|---|\n| 1 | 2 |");
    assert!(
        answer.contains("<h2>Besoin</h2>") && answer.contains("<em>jardin</em>") && answer.contains("<td>1</td>"),
        "{answer}"
    );
    assert!(answer.contains("href=\"https://a.net\" rel=\"noopener noreferrer nofollow\""), "{answer}");
    assert_eq!(
        text("## Besoin\nUn *jardin*,\n[là](https://a.net).\n\n- un\n- deux"),
        "Besoin\nUn jardin, là.\nun\ndeux"
    );
}

#[test]
fn nothing_hostile_gets_through() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](java\nscript:alert(1))",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "[x](vbscript:x) <svg/onload=alert(1)>",
        "<a href=\"https://a.net\" style=\"position:fixed\" onclick=\"x\">y</a>",
        "<https://a.net/\"onmouseover=alert(1)>",
        "```\"><script>x</script>\ny\n```",
        "[x]: javascript:alert(1)\n[x]",
        "a\u{0}b <iframe src=https://a.net></iframe>",
    ] {
        let answer = html(hostile).to_lowercase();
        for mark in [
            "<script",
            "<svg",
            "<iframe",
            "href=\"java",
            "href=\"vb",
            "src=\"data",
            " onerror=",
            " onclick=",
            " style=",
            "\" onmouse",
        ] {
            assert!(!answer.contains(mark), "{hostile} gave {answer}");
        }
    }
}

#[test]
fn tables_keep_their_alignment_and_footnotes_their_links() {
    let table = html("| a | b |\n|:-:|--:|\n| 1 | 2 |");
    assert!(table.contains("text-align:center") && table.contains("text-align:right"), "{table}");
    let note = html("a[^x]\n\n[^x]: [b](#x)");
    assert!(note.contains("href=\"#note-x\"") && note.contains("id=\"note-x\""), "{note}");
    assert_eq!(note.matches("href").count(), 1, "{note}");
}

#[test]
fn only_the_web_has_pictures_and_only_absolute_links_lead_out() {
    for text in ["![x](mailto:a@b.c)", "![x](#a)", "![x](/a.png)", "[x](/a)", "[x](//a.net)", "[x](#a)"] {
        let answer = html(text);
        assert!(!answer.contains("href") && !answer.contains("src"), "{answer}");
    }
    assert!(html("![x](HTTPS://a.net/b.png)").contains("src="));
}

#[test]
fn each_item_and_row_has_a_line_of_its_own() {
    assert_eq!(text("- a\n  - b\n  - c\n- d"), "a\nb\nc\nd");
    assert_eq!(text("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"), "a b\n1 2\n3 4");
}

#[test]
fn deep_nesting_is_survived() {
    for deep in [">".repeat(20_000), "[".repeat(20_000), "- ".repeat(5_000), "*a ".repeat(10_000)] {
        assert!(html(&deep).len() < 400_000);
        text(&deep);
    }
}

/// How long it takes at best, of a few times: what else the machine does only adds to it.
fn best(work: impl Fn()) -> std::time::Duration {
    let once = |_| {
        let begun = std::time::Instant::now();
        work();
        begun.elapsed()
    };
    (0..5).map(once).min().unwrap_or_default()
}

#[test]
fn hostile_texts_take_no_more_than_their_length() {
    let shapes = [
        "*a ",
        "**a",
        "_a_",
        "*a **b ",
        "a**b",
        "~~a",
        "`",
        "`a``",
        "[",
        "[a](",
        "[a][",
        "![",
        "![a](b",
        "]",
        "[a]: b\n",
        "[^a]",
        "[^a]: b\n",
        "> ",
        "> a\n",
        "- ",
        "- a\n",
        " - a\n",
        "1. a\n",
        "|a",
        "| a | b |\n|-|-|\n",
        "# ",
        "&amp;",
        "&#",
        "\\",
        "<a",
        "<!--",
        "<![CDATA[",
        "<a href=\"",
        "<https://a.net>",
        "http://a.net ",
        "a\n\n",
        "---\n",
        "```\n",
        "    a\n",
        "\u{301}",
    ];
    let mut slow = Vec::new();
    for shape in shapes {
        let text = |bytes: usize| shape.repeat(bytes / shape.len());
        let (short, long) = (text(16 * 1024), text(64 * 1024));
        let (one, four) =
            (best(|| drop((html(&short), super::text(&short)))), best(|| drop((html(&long), super::text(&long)))));
        // sixteen times as long would be quadratic
        if four > one * 12 && four > std::time::Duration::from_millis(60) {
            slow.push(format!("{shape:?}: {one:?}, four times as long {four:?}"));
        }
        assert!(html(&long).len() <= 40 * long.len(), "{shape:?} grows");
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn pictures_and_documents_have_their_addresses() {
    let id = "0190a000-0000-7000-8000-000000000001";
    let frame = Frame {
        src: "https://api.net/media/c/1280w?a=1&b=\"".to_owned(),
        width: 1_280,
        height: 720,
        alt: "Un \"four\" <b>".to_owned(),
    };
    let shown = Shown::from([(
        id.parse().unwrap(),
        InText { url: "https://api.net/media/c/plan.pdf".to_owned(), picture: Some(frame) },
    )]);
    let text = format!("![](media:{id} \"t\")\n\n![un *four*](media:{id})\n\n[plan](media:{id})");
    let answer = super::html(&text, &shown);
    assert!(answer.contains("alt=\"Un &quot;four&quot; &lt;b&gt;\"") && answer.contains("alt=\"un four\""), "{answer}");
    assert_eq!(answer.matches("width=\"1280\" height=\"720\" loading=\"lazy\"").count(), 2, "{answer}");
    assert!(answer.contains("href=\"https://api.net/media/c/plan.pdf\"") && answer.contains("title=\"t\""), "{answer}");
    let unknown = html(&text);
    assert!(!unknown.contains("media:") && !unknown.contains("<img") && unknown.contains("un four"), "{unknown}");
    assert!(!html("<img src=https://a.net/b.png width=5>").contains("img"), "raw HTML stays out");
}
