//! Pictures and documents as rows: described, shown by entries and members, required to have a text, a credit and a licence before
//! they are public, hidden with what shows them, refused to whom they are not for.

use entity::model::media::{Audience, NewFile, Offered, Picture};
use entity::value::id::Id;
use entity::value::role::Role;
use entity::viewer::Viewer;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, UPDATE};
use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const DESCRIBE: &str = "mutation ($input: MediaUpdateInput!) { done: mediaUpdate(input: $input) { media { id version alt \
    isDecorative credit { name url member { slug } } licence { key } focalPoint { x y } } \
    userErrors { code path message ... on StaleError { currentVersion } } } }";
const DELETE: &str =
    "mutation ($input: MediaDeleteInput!) { done: mediaDelete(input: $input) { deletedId userErrors { code path } } }";
const REPLACE: &str = "mutation ($input: MediaReplaceInput!) { done: mediaReplace(input: $input) { media { id version \
    checksum alt focalPoint { x y } } userErrors { code path } } }";
const CREATE: &str = "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id version } \
    userErrors { code path } } }";
const SHOWN: &str = "{ cover { id role alt width height url srcset(widths: [320, 640]) sources { type } placeholder { \
    thumbhash dominantColor dataUrl } } media { id role } publishBlockers { code path } }";

/// What the bytes of a picture say.
pub(crate) fn file(name: &str) -> NewFile {
    NewFile {
        checksum: data_encoding::HEXLOWER.encode(&Sha256::digest(name)),
        media_type: "image/jpeg".to_owned(),
        extension: "jpg".to_owned(),
        bytes: 12_345,
        name: Some(name.to_owned()),
        picture: Some(Picture {
            width: 1_600,
            height: 900,
            thumbhash: thumbhash::rgba_to_thumb_hash(2, 1, &[20, 90, 160, 255, 200, 90, 20, 255]),
            dominant_color: "#145aa0".to_owned(),
            is_animated: false,
        }),
        offered: Offered { author: Some("Maï".to_owned()), licence: None },
    }
}

async fn viewer(app: &TestApp, token: &str) -> Viewer {
    app.store.authenticate(token).await.unwrap().unwrap()
}

/// A file that somebody has sent.
pub(crate) async fn sent(app: &TestApp, token: &str, file: NewFile) -> Value {
    let added = app.store.write(viewer(app, token).await).media_add(file).await.unwrap().into_inner();
    json!(added.media.id)
}

/// The same, with all that a public entry asks for, in French and Breton.
pub(crate) async fn described(app: &TestApp, token: &str, name: &str) -> Value {
    let id = sent(app, token, file(name)).await;
    let said = json!({ "id": id, "version": 1, "licence": "CC-BY-4.0", "credit": { "name": "Maï" },
        "alt": [{ "language": "fr", "text": "Un four." }, { "language": "br", "text": "Ur forn." }] });
    let done = app.post_as(token, "latest", DESCRIBE, json!({ "input": said })).await.data();
    assert_eq!(done["done"]["userErrors"], json!([]), "{done}");
    id
}

/// To whom a file is given: by its checksum, to somebody with a token or without.
async fn given(app: &TestApp, token: Option<&str>, name: &str) -> Option<Audience> {
    let viewer = match token {
        Some(token) => viewer(app, token).await,
        None => Viewer::visitor(),
    };
    app.store.read(viewer).media_file(&file(name).checksum).await.unwrap().map(|it| it.audience)
}

async fn recipe(desk: &Desk, who: Option<&str>, id: &Value, fields: &str) -> Value {
    let query = format!("{{ recipe(by: {{ id: {id} }}) {fields} }}");
    match who {
        Some(who) => desk.reads(who, &query).await["recipe"].clone(),
        None => desk.app.query(&query).await["recipe"].clone(),
    }
}

async fn a_picture_is_described_shown_and_hidden_again(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let media = sent(app, &desk.ana, file("four.jpg")).await;
    assert_eq!(
        (given(app, None, "four.jpg").await, given(app, Some(&desk.ana), "four.jpg").await),
        (None, Some(Audience::Private))
    );
    let id = desk.draft("Le four", json!({ "media": [{ "id": media, "role": "COVER" }] })).await;
    let seen = recipe(&desk, Some(&desk.ana), &id, SHOWN).await;
    assert_eq!(seen["media"], json!([{ "id": media, "role": "COVER" }]));
    let blockers = json!([
        { "code": "REQUIRED", "path": ["media", "0", "alt"] },
        { "code": "REQUIRED", "path": ["media", "0", "credit"] },
        { "code": "REQUIRED", "path": ["media", "0", "licence"] },
    ]);
    assert_eq!(seen["publishBlockers"], blockers);
    let refused = desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    assert_eq!(refused["userErrors"], blockers, "{refused}");
    // a licence that does not permit it, an alternative text in another language
    let said = json!({ "id": media, "version": 1, "licence": "LicenseRef-tous-droits-reserves", "credit": { "name": "Maï" },
        "alt": [{ "language": "br", "text": "Ur forn." }] });
    let done = desk.does(&desk.ana, DESCRIBE, said).await;
    assert_eq!((&done["userErrors"], &done["media"]["version"]), (&json!([]), &json!(2)), "{done}");
    let blockers = recipe(&desk, Some(&desk.ana), &id, SHOWN).await["publishBlockers"].clone();
    assert_eq!(
        blockers,
        json!([
            { "code": "REQUIRED", "path": ["media", "0", "alt"] },
            { "code": "LICENCE_REFUSED", "path": ["media", "0", "licence"] },
        ])
    );
    let said = json!({ "id": media, "version": 2, "licence": "CC-BY-4.0", "focalPoint": { "x": 0.25, "y": 0.75 },
        "alt": [{ "language": "fr", "text": " Un four à pain. " }] });
    let done = desk.does(&desk.ana, DESCRIBE, said).await;
    assert_eq!(done["media"]["alt"], "Un four à pain.", "{done}");
    let done = desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    assert_eq!(value(&done, "entry/status"), "PUBLISHED", "{done}");
    let seen = recipe(&desk, None, &id, SHOWN).await;
    let cover = &seen["cover"];
    assert_eq!(
        (&cover["alt"], &cover["role"], &cover["width"]),
        (&json!("Un four à pain."), &json!("COVER"), &json!(1600))
    );
    let checksum = file("four.jpg").checksum;
    assert_eq!(cover["url"], format!("http://api.test/media/{checksum}/four.jpg"));
    assert_eq!(
        cover["srcset"],
        format!("http://api.test/media/{checksum}/320w 320w, http://api.test/media/{checksum}/640w 640w")
    );
    assert_eq!(cover["sources"], json!([{ "type": "image/avif" }, { "type": "image/webp" }, { "type": "image/jpeg" }]));
    assert_eq!(value(cover, "placeholder/dominantColor"), "#145aa0");
    assert!(value(cover, "placeholder/dataUrl").as_str().unwrap().starts_with("data:image/png;base64,"));
    assert_eq!(given(app, None, "four.jpg").await, Some(Audience::Public));
    let page = app.get("/embed/recipe/le-four").await.text();
    assert!(
        page.contains("<figure part=\"picture\"><img src=\"http://api.test/media/")
            && page.contains("alt=\"Un four à pain.\""),
        "{page}"
    );
    assert!(page.contains("Maï") && page.contains("https://creativecommons.org/licenses/by/4.0/"), "{page}");
    let done = desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    assert_eq!(value(&done, "entry/status"), "WITHDRAWN", "{done}");
    assert_eq!(
        [
            given(app, None, "four.jpg").await,
            given(app, Some(&desk.bob), "four.jpg").await,
            given(app, Some(&desk.ana), "four.jpg").await
        ],
        [None, None, Some(Audience::Private)]
    );
    assert_eq!(
        app.query(&format!("{{ media(id: {media}) {{ id }} node(id: {media}) {{ id }} }}")).await,
        json!({ "media": null, "node": null })
    );
    assert_eq!(
        given(app, Some(&desk.brest), "four.jpg").await,
        Some(Audience::Private),
        "editors see what the draft shows"
    );
    assert_eq!(given(app, Some(&desk.vannes), "four.jpg").await, None);
}

async fn nobody_shows_or_changes_what_is_not_theirs(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let anas = described(app, &desk.ana, "ana.jpg").await;
    let unknown = json!([{ "code": "UNKNOWN", "path": ["media", "0", "id"] }]);
    let show = |media: &Value| json!({ "title": "X", "body": "x", "media": [{ "id": media, "role": "GALLERY" }] });
    // what somebody may not see is not here
    assert_eq!(desk.does(&desk.bob, CREATE, show(&anas)).await["userErrors"], unknown);
    let text = json!({ "title": "X", "body": format!("![x](media:{})", anas.as_str().unwrap()) });
    assert_eq!(
        desk.does(&desk.bob, CREATE, text).await["userErrors"],
        json!([{ "code": "UNKNOWN", "path": ["body"] }])
    );
    let said =
        |version: i32| json!({ "id": anas, "version": version, "alt": [{ "language": "fr", "text": "Autre." }] });
    assert_eq!(value(&desk.does(&desk.bob, DESCRIBE, said(2)).await, "userErrors/0/code"), "NOT_FOUND");
    assert_eq!(
        value(&desk.does(&desk.bob, DELETE, json!({ "id": anas, "version": 2 })).await, "userErrors/0/code"),
        "NOT_FOUND"
    );
    assert_eq!(value(&desk.does(&desk.ana, DESCRIBE, said(1)).await, "userErrors/0/code"), "STALE");
    // once it is public, those change it who may publish what shows it
    let id = desk.draft("Le four", json!({ "media": [{ "id": anas, "role": "COVER" }] })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    assert_eq!(given(app, None, "ana.jpg").await, Some(Audience::Public));
    for (who, may) in [(&desk.ana, false), (&desk.bob, false), (&desk.vannes, false), (&desk.brest, true)] {
        let done = desk.does(who, DESCRIBE, said(2)).await;
        let code = if may { json!([]) } else { json!("FORBIDDEN") };
        let found = if may { done["userErrors"].clone() } else { told(&done) };
        assert_eq!(found, code, "{done}");
    }
    // and nobody leaves a public entry with less than it must have
    for (field, lost) in [
        ("alt", json!([{ "language": "fr", "text": "" }])),
        ("credit", Value::Null),
        ("licence", Value::Null),
        ("licence", json!("LicenseRef-tous-droits-reserves")),
    ] {
        let done = desk.does(&desk.brest, DESCRIBE, json!({ "id": anas, "version": 3, field: lost })).await;
        assert_eq!(value(&done, "userErrors/0/path"), &json!([field]), "{done}");
    }
    let in_use = desk.does(&desk.brest, DELETE, json!({ "id": anas, "version": 3 })).await;
    assert_eq!(in_use["userErrors"], json!([{ "code": "INCONSISTENT", "path": ["id"] }]), "{in_use}");
    // who sees it shows it elsewhere
    assert_eq!(desk.does(&desk.bob, CREATE, show(&anas)).await["userErrors"], json!([]));
    // the very same bytes are the same picture, for all who sent them
    let bobs = sent(app, &desk.bob, file("both.jpg")).await;
    assert_eq!(sent(app, &desk.ana, file("both.jpg")).await, bobs);
    for who in [&desk.ana, &desk.bob] {
        assert_eq!(given(app, Some(who), "both.jpg").await, Some(Audience::Private));
    }
    for without in ["mediaItems { nodes { id } }"] {
        assert_eq!(app.refusal(&format!("{{ {without} }}")).await, "UNAUTHENTICATED");
    }
}

async fn what_a_file_offers_is_told_to_those_who_may_change_it(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let media = described(app, &desk.ana, "four.jpg").await;
    let query = format!("{{ media(id: {media}) {{ offeredCredit {{ author licence }} }} }}");
    let offered = json!({ "media": { "offeredCredit": { "author": "Maï", "licence": null } } });
    assert_eq!(desk.reads(&desk.ana, &query).await, offered, "who sent it describes it");
    let id = desk.draft("Le four", json!({ "media": [{ "id": media, "role": "COVER" }] })).await;
    assert_eq!(desk.reads(&desk.brest, &query).await, offered);
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    // everybody sees the picture; those change it who may publish what shows it
    for (who, may) in [(&desk.ana, false), (&desk.bob, false), (&desk.vannes, false), (&desk.brest, true)] {
        let seen = desk.reads(who, &query).await;
        assert_eq!(seen, if may { offered.clone() } else { json!({ "media": { "offeredCredit": null } }) });
    }
    assert_eq!(app.query(&query).await, json!({ "media": { "offeredCredit": null } }));
}

/// The code of a refusal, wherever it stands.
fn told(done: &Value) -> Value {
    if done.is_string() { done.clone() } else { value(done, "userErrors/0/code").clone() }
}

async fn what_is_wrong_is_told_by_its_place(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let picture = described(app, &desk.ana, "four.jpg").await;
    let plan =
        NewFile { picture: None, media_type: "application/pdf".into(), extension: "pdf".into(), ..file("plan.pdf") };
    let plan = sent(app, &desk.ana, plan).await;
    let path = |it: &Value| value(it, "userErrors/0/path").clone();
    let says = async |more: Value| {
        let mut said = json!({ "id": picture, "version": 2 });
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        path(&desk.does(&desk.ana, DESCRIBE, said).await)
    };
    let alt = |text: &str| json!([{ "language": "fr", "text": text }]);
    assert_eq!(says(json!({ "alt": alt(&"é".repeat(1_001)) })).await, json!(["alt", "0", "text"]));
    assert_eq!(says(json!({ "alt": alt("a\nb") })).await, json!(["alt", "0", "text"]));
    assert_eq!(
        says(json!({ "alt": [{ "language": "xx-nothing", "text": "a" }] })).await,
        json!(["alt", "0", "language"])
    );
    assert_eq!(says(json!({ "alt": [alt("a")[0], alt("b")[0]] })).await, json!(["alt", "1"]));
    assert_eq!(says(json!({ "caption": alt(&"é".repeat(2_001)) })).await, json!(["caption", "0", "text"]));
    assert_eq!(says(json!({ "licence": "CC-BY-9.0" })).await, json!(["licence"]));
    assert_eq!(says(json!({ "credit": { "member": "nobody" } })).await, json!(["credit", "member"]));
    assert_eq!(says(json!({ "credit": { "member": "ana", "name": "Ana" } })).await, json!(["credit"]));
    assert_eq!(says(json!({ "credit": {} })).await, json!(["credit"]));
    assert_eq!(says(json!({ "credit": { "name": "A", "url": "javascript:1" } })).await, json!(["credit", "url"]));
    assert_eq!(says(json!({ "focalPoint": { "x": 1.5, "y": 0 } })).await, json!(["focalPoint"]));
    let kept = desk.reads(&desk.ana, &format!("{{ media(id: {picture}) {{ version alt(language: \"fr\") }} }}")).await;
    assert_eq!(kept["media"], json!({ "version": 2, "alt": "Un four." }), "nothing is lost");
    let shows = async |media: Value| path(&desk.does(&desk.ana, CREATE, json!({ "title": "X", "media": media })).await);
    let of = |id: &Value, role: &str| json!({ "id": id, "role": role });
    assert_eq!(shows(json!([of(&plan, "COVER")])).await, json!(["media", "0"]));
    assert_eq!(shows(json!([of(&picture, "GALLERY"), of(&picture, "GALLERY")])).await, json!(["media", "1"]));
    let other = described(app, &desk.ana, "other.jpg").await;
    assert_eq!(shows(json!([of(&picture, "COVER"), of(&other, "COVER")])).await, json!(["media", "1"]));
    assert_eq!(shows(json!([of(&json!("nothing"), "COVER")])).await, json!(["media", "0", "id"]));
    assert_eq!(shows(json!(vec![of(&picture, "GALLERY"); 51])).await, json!(["media"]));
    for text in ["![x](media:nothing)", "[x](media:0190a000-0000-7000-8000-000000000001)"] {
        let done = desk.does(&desk.ana, CREATE, json!({ "title": "X", "body": text })).await;
        assert_eq!(done["userErrors"], json!([{ "code": "UNKNOWN", "path": ["body"] }]), "{text}");
    }
    let step = json!({ "title": "X", "steps": [{ "text": format!("![a](media:{})", plan.as_str().unwrap()) }] });
    assert_eq!(path(&desk.does(&desk.ana, CREATE, step).await), json!(["steps", "0", "text"]));
    let member = app.query("{ member(by: { slug: \"ana\" }) { id } }").await["member"]["id"].clone();
    let profile = "mutation ($input: MemberUpdateInput!) { done: memberUpdate(input: $input) { member { picture { id } } \
        userErrors { code path } } }";
    for (field, id) in [("picture", &plan), ("picture", &json!("nothing")), ("logo", &picture)] {
        let done = desk.does(&desk.ana, profile, json!({ "member": member, field: id })).await;
        assert_eq!(path(&done), json!([field]), "{done}");
    }
    let done = desk.does(&desk.ana, profile, json!({ "member": member, "picture": picture })).await;
    assert_eq!(value(&done, "member/picture/id"), &picture, "{done}");
    assert_eq!(given(app, None, "four.jpg").await, Some(Audience::Public), "of a listed member");
    let done = desk.does(&desk.ana, profile, json!({ "member": member, "picture": null })).await;
    assert_eq!((value(&done, "member/picture"), given(app, None, "four.jpg").await), (&Value::Null, None));
}

async fn texts_show_pictures_with_their_own_words(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let bare = sent(app, &desk.ana, file("bare.jpg")).await;
    let media = described(app, &desk.ana, "four.jpg").await;
    let (bare_id, media_id) = (bare.as_str().unwrap(), media.as_str().unwrap());
    let body = format!(
        "![](media:{bare_id})\n\n![Le four](media:{media_id})\n\n![](media:{media_id})\n\n[le fichier](media:{media_id})"
    );
    let id = desk.draft("Le four", json!({ "body": body })).await;
    let blockers = recipe(&desk, Some(&desk.ana), &id, SHOWN).await["publishBlockers"].clone();
    let required = json!({ "code": "REQUIRED", "path": ["body"] });
    assert_eq!(blockers, json!([required, required, required]), "a text, a credit and a licence");
    let body = body.replace(&format!("![](media:{bare_id})"), "");
    let update = desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "body": body })).await;
    assert_eq!(update["userErrors"], json!([]), "{update}");
    let done = desk.step(&desk.brest, "entryPublish", &id, 2, None).await;
    assert_eq!(value(&done, "entry/status"), "PUBLISHED", "{done}");
    let html = recipe(&desk, None, &id, "{ body(format: HTML) attribution attributionParts { media { title author { name } licence { key } media { id } } } }").await;
    let text = html["body"].as_str().unwrap();
    let checksum = file("four.jpg").checksum;
    assert!(text.contains(&format!("src=\"http://api.test/media/{checksum}/1280w\"")), "{text}");
    assert!(text.contains("alt=\"Le four\"") && text.contains("alt=\"Un four.\""), "{text}");
    assert!(text.contains("width=\"1280\"") && text.contains("height=\"720\""), "{text}");
    assert!(text.contains(&format!("href=\"http://api.test/media/{checksum}/four.jpg\"")), "{text}");
    assert_eq!(given(app, None, "four.jpg").await, Some(Audience::Public));
    // the text is under another licence than its picture
    let line = html["attribution"].as_str().unwrap();
    assert!(line.contains("Image\u{a0}: «\u{a0}Un four.\u{a0}», par Maï, sous licence CC BY 4.0"), "{line}");
    assert_eq!(
        value(&html, "attributionParts/media"),
        &json!([{ "title": "Un four.", "author": { "name": "Maï" }, "licence": { "key": "CC-BY-4.0" }, "media": { "id": media } }])
    );
    let page = app.get("/embed/recipe/le-four").await.text();
    assert!(page.contains(&format!("/media/{checksum}/1280w")) && page.contains("Image\u{a0}:"), "{page}");
}

async fn proposals_and_previews_carry_what_they_show(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let (old, new) = (described(app, &desk.ana, "old.jpg").await, described(app, &desk.ana, "new.jpg").await);
    let cover = |id: &Value| json!([{ "id": id, "role": "COVER" }]);
    let id = desk.draft("Le four", json!({ "media": cover(&old) })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    let proposed = desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 2, "media": cover(&new) })).await;
    assert_eq!(value(&proposed, "recipe/proposedVersion"), 3, "{proposed}");
    let shown = async |who: Option<&str>| recipe(&desk, who, &id, "{ cover { id } }").await["cover"]["id"].clone();
    assert_eq!(
        (shown(None).await, shown(Some(&desk.ana)).await, shown(Some(&desk.brest)).await),
        (old.clone(), new.clone(), new.clone())
    );
    assert_eq!(
        (given(app, None, "new.jpg").await, given(app, Some(&desk.brest), "new.jpg").await),
        (None, Some(Audience::Private))
    );
    let query = format!("{{ revisionDiff(entry: {id}, from: 2, to: 3) {{ fields {{ field added removed }} }} }}");
    let diff = desk.reads(&desk.ana, &query).await;
    let differs = json!([{ "field": "media", "added": ["COVER: new.jpg"], "removed": ["COVER: old.jpg"] }]);
    assert_eq!(value(&diff, "revisionDiff/fields"), &differs);
    // what waits is used
    let in_use = desk.does(&desk.ana, DELETE, json!({ "id": new, "version": 2 })).await;
    assert_eq!(value(&in_use, "userErrors/0/code"), "INCONSISTENT", "{in_use}");
    let make =
        "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { token userErrors { code } } }";
    let made = desk.does(&desk.ana, make, json!({ "entry": id, "version": 3 })).await;
    let secret = value(&made, "token").as_str().unwrap().to_owned();
    let query = format!("{{ recipe(by: {{ id: {id} }}) {{ cover {{ id }} }} }}");
    let seen = app.post_with(&[("authorization", &format!("Preview {secret}"))], &query, Value::Null).await.data();
    assert_eq!(value(&seen, "recipe/cover/id"), &new);
    let previewer = app.store.previewed(&secret).await.unwrap().unwrap();
    let given_to = app.store.read(previewer).media_file(&file("new.jpg").checksum).await.unwrap().unwrap();
    assert_eq!(given_to.audience, Audience::Private);
    let done = desk.step(&desk.brest, "entryPublish", &id, 3, None).await;
    assert_eq!(value(&done, "entry/status"), "PUBLISHED", "{done}");
    assert_eq!((shown(None).await, given(app, None, "old.jpg").await), (new.clone(), None));
    // an earlier version is restored with what it showed
    let restore = "mutation ($input: RevisionRestoreInput!) { done: revisionRestore(input: $input) { leftOut { path } \
        userErrors { code path } } }";
    let delete = desk.does(&desk.ana, DELETE, json!({ "id": old, "version": 2 })).await;
    assert_eq!(delete["userErrors"], json!([]), "an old version alone keeps nothing: {delete}");
    let done = desk.does(&desk.brest, restore, json!({ "id": id, "version": 4, "restoreVersion": 2 })).await;
    assert_eq!(done, json!({ "leftOut": [{ "path": ["media", "0"] }], "userErrors": [] }));
}

async fn files_are_replaced_deleted_and_swept_away(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let store = &app.store;
    let operator = || store.write(Viewer::operator("test"));
    let removed = async || {
        let gone = store.read(Viewer::operator("test")).media_removed(10).await.unwrap();
        gone.into_iter().map(|it| it.checksum).collect::<Vec<_>>()
    };
    let media = described(app, &desk.ana, "first.jpg").await;
    let better = sent(app, &desk.ana, file("better.jpg")).await;
    let done = desk.does(&desk.ana, REPLACE, json!({ "id": media, "version": 2, "with": better })).await;
    assert_eq!(
        (&done["userErrors"], value(&done, "media/id"), value(&done, "media/alt")),
        (&json!([]), &media, &json!("Un four.")),
        "{done}"
    );
    assert_eq!(value(&done, "media/checksum"), file("better.jpg").checksum.as_str());
    assert_eq!(removed().await, [file("first.jpg").checksum]);
    // what is sent again is not to be deleted
    sent(app, &desk.ana, file("first.jpg")).await;
    assert!(removed().await.is_empty());
    let unused = described(app, &desk.ana, "unused.jpg").await;
    for (input, code) in [
        (json!({ "id": media, "version": 3, "with": media }), "INCONSISTENT"),
        (json!({ "id": media, "version": 3, "with": "nothing" }), "NOT_FOUND"),
        (json!({ "id": media, "version": 2, "with": unused }), "STALE"),
    ] {
        assert_eq!(told(&desk.does(&desk.ana, REPLACE, input).await), code);
    }
    let done = desk.does(&desk.ana, DELETE, json!({ "id": unused, "version": 2 })).await;
    assert_eq!(done, json!({ "deletedId": unused, "userErrors": [] }));
    assert_eq!(removed().await, [file("unused.jpg").checksum]);
    operator().media_removed_done(&removed().await).await.unwrap();
    assert!(removed().await.is_empty());
    // thirty days later, what nothing refers to goes
    let id = desk.draft("Le four", json!({ "media": [{ "id": media, "role": "COVER" }] })).await;
    app.at("2027-01-15T12:00:00Z");
    let month = "2026-12-16T12:00:00Z".parse().unwrap();
    assert_eq!(*operator().media_sweep(month).await.unwrap(), 1, "first.jpg, which nothing shows");
    let update = desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "media": [] })).await;
    assert_eq!(update["userErrors"], json!([]), "{update}");
    assert_eq!(*operator().media_sweep(month).await.unwrap(), 0, "it was shown a moment ago");
    app.at("2027-03-01T12:00:00Z");
    assert_eq!(*operator().media_sweep("2027-02-01T12:00:00Z".parse().unwrap()).await.unwrap(), 1);
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
    assert!(store.write(viewer(app, &desk.brest).await).media_sweep(month).await.is_err(), "an editor does not sweep");
}

async fn what_is_purged_or_erased_is_gone(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let chief = token(app, Role::Admin, &[], None).await;
    let media = described(app, &desk.ana, "gone.jpg").await;
    let shared = described(app, &desk.ana, "shared.jpg").await;
    let both = json!([{ "id": media, "role": "COVER" }, { "id": shared, "role": "GALLERY" }]);
    let id = desk.draft("Le four", json!({ "media": both })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    desk.draft("Autre", json!({ "media": [{ "id": shared, "role": "COVER" }] })).await;
    let purge = "mutation ($input: EntryPurgeInput!) { done: entryPurge(input: $input) { userErrors { code } } }";
    let done = desk.does(&chief, purge, json!({ "id": id, "reason": "droit à l’image" })).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
    let gone = app.store.read(Viewer::operator("test")).media_removed(10).await.unwrap();
    assert_eq!(gone.into_iter().map(|it| it.checksum).collect::<Vec<_>>(), [file("gone.jpg").checksum]);
    assert_eq!(given(app, Some(&chief), "shared.jpg").await, Some(Audience::Private), "another draft shows it");
    let portrait = described(app, &desk.bob, "bob.jpg").await;
    let member = app.query("{ member(by: { slug: \"bob\" }) { id } }").await["member"]["id"].clone();
    let profile =
        "mutation ($input: MemberUpdateInput!) { done: memberUpdate(input: $input) { userErrors { code path } } }";
    let done = desk.does(&desk.bob, profile, json!({ "member": member, "picture": portrait })).await;
    assert_eq!(done["userErrors"], json!([]));
    let erase =
        "mutation ($input: MemberEraseInput!) { done: memberErase(input: $input) { userErrors { code path } } }";
    let done = desk.does(&chief, erase, json!({ "account": member, "credits": "ANONYMISE" })).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
    assert_eq!(given(app, Some(&chief), "bob.jpg").await, None);
}

async fn the_list_is_narrowed_and_paged(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let chief = token(app, Role::Admin, &[], None).await;
    let first = described(app, &desk.ana, "first.jpg").await;
    app.at("2026-12-01T12:01:00Z");
    let bare = sent(app, &desk.ana, file("bare.jpg")).await;
    app.at("2026-12-01T12:02:00Z");
    let bobs = sent(app, &desk.bob, NewFile { picture: None, ..file("plan.pdf") }).await;
    desk.draft("Le four", json!({ "media": [{ "id": first, "role": "COVER" }] })).await;
    let list = async |who: &str, filter: &str| {
        let data =
            desk.reads(who, &format!("{{ mediaItems(filter: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}")).await;
        let nodes = value(&data, "mediaItems/nodes").as_array().unwrap().clone();
        assert_eq!(value(&data, "mediaItems/totalCount"), nodes.len(), "{filter}");
        nodes.into_iter().map(|it| it["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(list(&chief, "").await, [bobs.clone(), bare.clone(), first.clone()], "newest first");
    assert_eq!(list(&desk.ana, "").await, [bare.clone(), first.clone()]);
    assert_eq!(list(&desk.bob, "").await, std::slice::from_ref(&bobs));
    assert_eq!(list(&desk.ana, "isMine: true").await, [bare.clone(), first.clone()]);
    assert!(list(&chief, "isMine: true").await.is_empty());
    assert_eq!(list(&chief, "isMissingAlt: true").await, std::slice::from_ref(&bare));
    assert_eq!(list(&chief, "missingAltIn: \"en\"").await, [bare.clone(), first.clone()]);
    assert_eq!(list(&chief, "missingAltIn: \"br\"").await, std::slice::from_ref(&bare));
    assert_eq!(list(&chief, "isUsed: true").await, std::slice::from_ref(&first));
    assert_eq!(list(&chief, "isUsed: false, isPicture: true").await, std::slice::from_ref(&bare));
    assert_eq!(list(&chief, "isPicture: false").await, std::slice::from_ref(&bobs));
    assert_eq!(list(&chief, "licence: [\"CC-BY-4.0\"]").await, std::slice::from_ref(&first));
    assert_eq!(list(&chief, "hasLicence: false").await, [bobs.clone(), bare.clone()]);
    let page = async |arguments: &str| {
        let query = format!(
            "{{ mediaItems({arguments}) {{ nodes {{ id usedBy {{ entry {{ title }} }} }} pageInfo {{ hasNextPage endCursor startCursor }} }} }}"
        );
        desk.reads(&chief, &query).await["mediaItems"].clone()
    };
    let one = page("first: 2").await;
    assert_eq!((value(&one, "pageInfo/hasNextPage"), value(&one, "nodes/1/id")), (&json!(true), &bare));
    let two = page(&format!("first: 2, after: {}", value(&one, "pageInfo/endCursor"))).await;
    assert_eq!(two["nodes"], json!([{ "id": first, "usedBy": [{ "entry": { "title": "Le four" } }] }]));
    let back = page(&format!("last: 1, before: {}", value(&two, "pageInfo/startCursor"))).await;
    assert_eq!(value(&back, "nodes/0/id"), &bare);
    let id: Id = first.as_str().unwrap().parse().unwrap();
    assert!(app.store.read(Viewer::visitor()).media_by_id(&[id]).await.unwrap().is_empty());
}

on_both! {
    empty:
        a_picture_is_described_shown_and_hidden_again,
        nobody_shows_or_changes_what_is_not_theirs,
        what_a_file_offers_is_told_to_those_who_may_change_it,
        what_is_wrong_is_told_by_its_place,
        texts_show_pictures_with_their_own_words,
        proposals_and_previews_carry_what_they_show,
        files_are_replaced_deleted_and_swept_away,
        what_is_purged_or_erased_is_gone,
        the_list_is_narrowed_and_paged,
    ;
}
