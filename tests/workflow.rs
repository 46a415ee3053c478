//! The way to the public, where several work on one text: proposals beside changes, plans that are given up.

use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::editing::token;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

const LATEST: &str = "title summary version acceptedVersion proposedVersion viewerCan publishBlockers { code path }";

impl Desk {
    /// A change of a recipe: the recipe then, or why not.
    pub(crate) async fn changes(&self, who: &str, id: &Value, version: i32, more: Value) -> Value {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let done = self.does(who, UPDATE, input).await;
        done.pointer("/userErrors/0").unwrap_or_else(|| &done["recipe"]).clone()
    }

    pub(crate) async fn sees(&self, who: &str, id: &Value) -> Value {
        self.reads(who, &format!("{{ recipe(by: {{ id: {id} }}) {{ {LATEST} }} }}")).await["recipe"].take()
    }

    /// Makes something public with dates: the status, or the code of what is to be mended.
    pub(crate) async fn plans(&self, id: &Value, version: i32, more: Value) -> Value {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let done = self
            .does(
                &self.brest,
                "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { \
            entry { status version } userErrors { code path } } }",
                input,
            )
            .await;
        done.pointer("/userErrors/0/code").unwrap_or_else(|| &done["entry"]["version"]).clone()
    }

    pub(crate) async fn adaptation(&self, origin: &Value, more: Value) -> Value {
        let mut input =
            json!({ "origin": { "entry": origin }, "nature": "ADAPTATION", "territories": ["commune:29075"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let done = self
            .does(
                &self.ana,
                "mutation ($input: RecipeAdaptInput!) { done: recipeAdapt(input: $input) { \
            recipe { id } userErrors { code path message } } }",
                input,
            )
            .await;
        value(&done, "recipe/id").clone()
    }
}

async fn occasions(app: &TestApp) -> Vec<(String, MailKind)> {
    let mut told: Vec<(String, MailKind)> =
        app.mails().await.into_iter().map(|it| (it.to.split('@').next().unwrap().to_owned(), it.occasion)).collect();
    told.sort_by_key(|it| format!("{it:?}"));
    told
}

async fn a_save_answers_what_was_saved_whatever_waits(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("Le four").await;
    let proposed = desk.changes(&desk.ana, &id, 2, json!({ "title": "Le grand four" })).await;
    assert_eq!(
        (&proposed["title"], &proposed["version"], &proposed["acceptedVersion"]),
        (&json!("Le grand four"), &json!(3), &json!(2))
    );
    // an editor changes the public text beside it: they are answered what they saved, with the version to go on from
    let saved = desk.changes(&desk.brest, &id, 2, json!({ "summary": "Court." })).await;
    assert_eq!(
        (&saved["title"], &saved["summary"], &saved["version"], &saved["proposedVersion"]),
        (&json!("Le four"), &json!("Court."), &json!(4), &Value::Null)
    );
    // whoever reviews sees the proposal as it would be published, and what is open to them
    let seen = desk.sees(&desk.brest, &id).await;
    assert_eq!(
        (&seen["title"], &seen["summary"], &seen["version"], &seen["acceptedVersion"], &seen["proposedVersion"]),
        (&json!("Le grand four"), &json!("Court."), &json!(3), &json!(4), &json!(3))
    );
    let can = seen["viewerCan"].as_array().unwrap();
    assert!(
        can.contains(&json!("REQUEST_CHANGES")) && can.contains(&json!("REFUSE")) && can.contains(&json!("PUBLISH")),
        "{can:?}"
    );
    // an old version of a proposal is told the newer one, not that of the public text
    let amended = desk.changes(&desk.ana, &id, 3, json!({ "title": "Le four du haut" })).await;
    assert_eq!(amended["version"], 5);
    let stale = desk.changes(&desk.ana, &id, 3, json!({ "title": "x" })).await;
    assert_eq!((&stale["code"], &stale["currentVersion"]), (&json!("STALE"), &json!(5)));
    let publish = "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { title version } \
        userErrors { code ... on StaleError { currentVersion changedBy { name } } } } }";
    let stale = desk.does(&desk.brest, publish, json!({ "id": id, "version": 3 })).await;
    assert_eq!(stale["userErrors"], json!([{ "code": "STALE", "currentVersion": 5, "changedBy": { "name": "Ana" } }]));
    assert_eq!(
        desk.plans(&id, 4, json!({})).await,
        "WRONG_STATUS",
        "what is public already is not made public by mistake"
    );
    // accepted, the version is its author's, and says what it changed
    assert_eq!(
        desk.does(&desk.brest, publish, json!({ "id": id, "version": 5 })).await["entry"],
        json!({ "title": "Le four du haut", "version": 6 })
    );
    let past = desk
        .reads(&desk.ana, &format!("{{ revisions(entry: {id}) {{ version state author {{ name }} changedFields }} }}"))
        .await;
    assert_eq!(
        value(&past, "revisions/0"),
        &json!({ "version": 6, "state": "ACCEPTED", "author": { "name": "Ana" }, "changedFields": ["title"] })
    );
    let before = desk.reads(&desk.ana, &format!("{{ revisions(entry: {id}, before: 3) {{ version }} }}")).await;
    assert_eq!(before["revisions"], json!([{ "version": 2 }, { "version": 1 }]));
}

async fn a_clash_is_settled_by_saying_it_again(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("Le four").await;
    desk.changes(&desk.ana, &id, 2, json!({ "title": "Le four d\u{2019}Ana" })).await;
    desk.changes(&desk.brest, &id, 2, json!({ "title": "Le four de Brest" })).await;
    let clash = desk.step(&desk.brest, "entryPublish", &id, 3, None).await;
    assert_eq!(clash["userErrors"], json!([{ "code": "STALE", "path": ["version"], "changedFields": ["title"] }]));
    let again = desk.changes(&desk.ana, &id, 3, json!({ "title": "Le four d\u{2019}Ana" })).await;
    assert_eq!(again["version"], 5);
    assert_eq!(
        value(&desk.step(&desk.brest, "entryPublish", &id, 5, None).await, "entry/title"),
        "Le four d\u{2019}Ana"
    );
}

async fn what_was_said_is_taken_back_by_who_said_it(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.draft("Le four", json!({})).await;
    desk.step(&desk.ana, "entrySubmit", &id, 1, None).await;
    assert_eq!(desk.step(&desk.bob, "entryUnsubmit", &id, 2, None).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(value(&desk.step(&desk.ana, "entryUnsubmit", &id, 2, None).await, "entry/status"), "DRAFT");
    desk.step(&desk.ana, "entrySubmit", &id, 3, None).await;
    desk.step(&desk.brest, "entryRefuse", &id, 4, Some("Non.")).await;
    assert_eq!(
        value(&desk.step(&desk.ana, "entryUnsubmit", &id, 5, None).await, "entry/status"),
        "DRAFT",
        "and goes on from what was declined"
    );
    desk.step(&desk.brest, "entryPublish", &id, 6, None).await;
    assert_eq!(desk.step(&desk.ana, "entryUnsubmit", &id, 7, None).await["userErrors"][0]["code"], "WRONG_STATUS");
    desk.changes(&desk.ana, &id, 7, json!({ "title": "x" })).await;
    assert!(desk.sees(&desk.ana, &id).await["viewerCan"].as_array().unwrap().contains(&json!("UNSUBMIT")));
    assert_eq!(value(&desk.step(&desk.ana, "entryUnsubmit", &id, 8, None).await, "entry/title"), "Le four");
    assert_eq!(desk.sees(&desk.ana, &id).await["proposedVersion"], Value::Null);
    assert_eq!(
        value(&desk.reads(&desk.brest, "{ queue { items { totalCount } } }").await, "queue/items/totalCount"),
        0
    );
}

async fn editors_write_to_authors_and_leave_the_text_where_it_is(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "maeva", Role::Contributor, &[]).await;
    let (brest, maeva) = (sign_in(&app, "brest").await.0, sign_in(&app, "maeva").await.0);
    let desk = Desk { ana: maeva, brest, ..Desk::new(app).await };
    let id = desk.draft("Le four", json!({})).await;
    let write = "mutation ($input: ReviewNoteCreateInput!) { done: reviewNoteCreate(input: $input) { reviewNote { note \
        version author { name } } userErrors { code path } } }";
    let note = json!({ "entry": id, "note": "Qui chauffe ?" });
    assert_eq!(
        desk.does(&desk.brest, write, note.clone()).await["reviewNote"],
        json!({ "note": "Qui chauffe ?", "version": 1, "author": { "name": "brest" } })
    );
    assert_eq!(occasions(&desk.app).await, [("maeva".to_owned(), MailKind::Noted)]);
    assert_eq!(
        (
            desk.does(&desk.ana, write, note.clone()).await,
            desk.does(&desk.vannes, write, note).await["userErrors"][0]["code"].clone()
        ),
        (json!("FORBIDDEN"), json!("NOT_FOUND"))
    );
    for (wrong, code) in [
        (json!({ "entry": id, "note": " " }), "REQUIRED"),
        (json!({ "entry": id, "note": "x", "version": 9 }), "UNKNOWN"),
        (json!({ "entry": id, "note": "x".repeat(2_001) }), "TOO_LONG"),
    ] {
        assert_eq!(desk.does(&desk.brest, write, wrong).await["userErrors"][0]["code"], code);
    }
    let seen = desk
        .reads(
            &desk.ana,
            &format!("{{ recipe(by: {{ id: {id} }}) {{ status version }} reviewNotes(entry: {id}) {{ note }} }}"),
        )
        .await;
    assert_eq!(
        seen,
        json!({ "recipe": { "status": "DRAFT", "version": 1 }, "reviewNotes": [{ "note": "Qui chauffe ?" }] })
    );
}

async fn each_is_told_by_mail_what_it_is(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "gone", Role::Editor, &["commune:29075"]).await;
    person(&app, "maeva", Role::Contributor, &[]).await;
    let (brest, maeva) = (sign_in(&app, "brest").await.0, sign_in(&app, "maeva").await.0);
    crate::sessions::operator(&app).suspend("gone@example.org", true).await.unwrap();
    let desk = Desk { ana: maeva, brest, ..Desk::new(app).await };
    let id = desk.draft("Le four", json!({})).await;
    let told = async |expected: &[(&str, MailKind)]| {
        let expected: Vec<(String, MailKind)> = expected.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        assert_eq!(occasions(&desk.app).await, expected);
    };
    desk.step(&desk.ana, "entrySubmit", &id, 1, None).await;
    told(&[("brest", MailKind::Submitted)]).await;
    assert_eq!(desk.plans(&id, 2, json!({ "publishedAt": "2026-12-24T00:00:00Z" })).await, 3);
    told(&[("maeva", MailKind::Scheduled)]).await;
    assert_eq!(desk.plans(&id, 3, json!({ "publishedAt": "2026-12-25T00:00:00Z" })).await, 4);
    told(&[("maeva", MailKind::Scheduled)]).await;
    desk.step(&desk.brest, "entryWithdraw", &id, 4, None).await;
    told(&[("maeva", MailKind::Unscheduled)]).await;
    desk.step(&desk.brest, "entryPublish", &id, 5, None).await;
    told(&[("maeva", MailKind::Published)]).await;
    assert_eq!(desk.plans(&id, 6, json!({ "unpublishAt": "2027-01-01T00:00:00Z" })).await, 7);
    told(&[]).await;
    desk.changes(&desk.ana, &id, 7, json!({ "title": "x" })).await;
    told(&[("brest", MailKind::Proposed)]).await;
    // an editor goes on with the proposal and turns it down: who proposed it is told
    desk.changes(&desk.brest, &id, 8, json!({ "title": "y" })).await;
    told(&[]).await;
    desk.step(&desk.brest, "entryRefuse", &id, 9, Some("Non.")).await;
    told(&[("maeva", MailKind::ProposalRefused)]).await;
    desk.changes(&desk.ana, &id, 7, json!({ "title": "z" })).await;
    desk.step(&desk.brest, "entryPublish", &id, 10, None).await;
    told(&[("brest", MailKind::Proposed), ("maeva", MailKind::ProposalAccepted)]).await;
    desk.step(&desk.brest, "entryWithdraw", &id, 11, None).await;
    told(&[("maeva", MailKind::Withdrawn)]).await;
}

async fn what_is_public_stays_whole(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("La recette").await;
    let blank = desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 2, "body": null, "authors": [] })).await;
    assert_eq!(
        blank["userErrors"],
        json!([{ "code": "REQUIRED", "path": ["body"] }, { "code": "REQUIRED", "path": ["authors"] }])
    );
    // a draft that somebody else names and does away with locks nothing
    let initiative = "mutation ($input: InitiativeCreateInput!) { done: initiativeCreate(input: $input) { initiative { \
        id } userErrors { code path } } }";
    let article = "mutation ($input: ArticleCreateInput!) { done: articleCreate(input: $input) { article { id } \
        userErrors { code path } } }";
    let theirs = desk.does(&desk.bob, initiative, json!({ "title": "À Bob", "territories": ["commune:29075"] })).await
        ["initiative"]["id"]
        .take();
    let own = desk
        .does(
            &desk.ana,
            initiative,
            json!({
                "title": "À Ana",
                "territories": ["commune:29075"]
            }),
        )
        .await["initiative"]["id"]
        .take();
    for unknown in [&theirs, &id, &json!("01890000-0000-7000-8000-000000000000")] {
        let refused = desk.does(&desk.ana, article, json!({ "title": "A", "initiatives": [own, unknown] })).await;
        assert_eq!(
            refused["userErrors"],
            json!([{ "code": "UNKNOWN", "path": ["initiatives", "1"] }]),
            "not seen, no initiative, not there: alike"
        );
    }
    let made = desk
        .does(
            &desk.ana,
            article,
            json!({ "title": "A", "body": "b", "territories": ["commune:29075"], "initiatives": [own] }),
        )
        .await["article"]["id"]
        .take();
    desk.step(&desk.brest, "entryPublish", &made, 1, None).await;
    desk.does(
        &desk.ana,
        "mutation ($input: EntryDeleteInput!) { done: entryDelete(input: $input) { deletedId userErrors { code } } }",
        json!({ "id": own, "version": 1 }),
    )
    .await;
    assert_eq!(value(&desk.step(&desk.brest, "entryWithdraw", &made, 2, None).await, "entry/status"), "WITHDRAWN");
}

async fn a_member_is_seen_when_their_first_text_is(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let brest = sign_in(&app, "brest").await.0;
    let desk = Desk { brest, ..Desk::new(app).await };
    let joins =
        "mutation ($input: AccountRegisterInput!) { done: accountRegister(input: $input) { userErrors { code } } }";
    for name in ["Pia", "Loig"] {
        let input = json!({ "input": { "name": name, "email": format!("{}@example.org", name.to_lowercase()), "password": crate::sessions::PASSWORD } });
        desk.app.post(joins, input).await.data();
        let code = desk.app.mails().await.into_iter().find_map(|it| it.code).unwrap();
        desk.app
            .post(
                "mutation ($input: AccountVerifyInput!) { done: accountVerify(input: $input) { member { slug } } }",
                json!({ "input": { "code": code } }),
            )
            .await
            .data();
    }
    let pia = sign_in(&desk.app, "pia").await.0;
    let desk = Desk { ana: pia, ..desk };
    let listed = async |desk: &Desk, slug: &str| {
        desk.app.query(&format!("{{ member(by: {{ slug: \"{slug}\" }}) {{ name }} }}")).await["member"] != Value::Null
    };
    let id = desk.draft("Plus tard", json!({})).await;
    assert_eq!(desk.plans(&id, 1, json!({ "publishedAt": "2026-12-24T00:00:00Z" })).await, 2);
    assert!(!listed(&desk, "pia").await);
    // a plan that is given up lists nobody
    desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    desk.app.at("2026-12-24T00:00:00Z");
    assert!(!listed(&desk, "pia").await);
    let desk = Desk { brest: sign_in(&desk.app, "brest").await.0, ..desk };
    assert_eq!(desk.plans(&id, 3, json!({ "publishedAt": "2026-12-25T00:00:00Z" })).await, 4);
    assert!(!listed(&desk, "pia").await);
    desk.app.at("2026-12-25T00:00:00Z");
    assert!(listed(&desk, "pia").await, "as soon as it is due");
    let desk = Desk { brest: sign_in(&desk.app, "brest").await.0, ..desk };
    desk.step(&desk.brest, "entryWithdraw", &id, 4, None).await;
    assert!(listed(&desk, "pia").await, "who was seen stays so");
    desk.step(&desk.brest, "entryPublish", &id, 5, None).await;
    // who is named in what is public is a member whom everybody sees
    assert!(!listed(&desk, "loig").await);
    let brest = sign_in(&desk.app, "brest").await.0;
    let desk = Desk { brest, ..desk };
    desk.changes(&desk.brest, &id, 6, json!({ "translators": [{ "member": "loig" }] })).await;
    assert!(
        !desk
            .app
            .query(&format!(
                "{{ recipe(by: {{ id: {id} }}) {{ translators {{ name }} }} member(by: {{ slug: \
        \"loig\" }}) {{ name }} }}"
            ))
            .await["member"]
            .is_null()
    );
}

async fn plans_that_are_changed_hide_nobody_and_show_nobody(app: TestApp) {
    let net = token(&app, Role::Editor, &[], None).await;
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let id = desk.adaptation(&origin, json!({ "title": "La mienne" })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    // the origin is planned anew: until it is back, it is credited as it was seen
    assert_eq!(desk.plans(&origin, 2, json!({ "publishedAt": "2026-12-24T00:00:00Z" })).await, 3);
    let credit =
        format!("{{ recipe(by: {{ id: {id} }}) {{ attribution }} was: recipe(by: {{ id: {origin} }}) {{ title }} }}");
    let seen = desk.app.query(&credit).await;
    assert!(
        seen["was"].is_null() && value(&seen, "recipe/attribution").as_str().unwrap().contains("La recette"),
        "{seen}"
    );
    // what an import planned and took back leaves no trace
    let row = |more: &str| {
        format!(
            "{{\"kind\":\"recipe\",\"key\":\"secret\",\"title\":\"Jamais \
                public\",\"body\":\"x\",\"authors\":[{{\"name\":\"Auteur \
                secret\"}}],\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-12-02T00:00:00Z\"{more}}}\n"
        )
    };
    let made = "{\"kind\":\"recipe\",\"key\":\"made\",\"title\":\"Faite\",\"body\":\"x\",\"authors\":[{\"name\":\"Y\"}],\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"adaptedFrom\":[{\"entry\":\"secret\",\"nature\":\"ADAPTATION\"}]}\n";
    assert!(desk.app.import(&(row("") + made)).await.summary().is_clean());
    assert!(desk.app.import("{\"kind\":\"recipe\",\"key\":\"secret\",\"deleted\":true}\n").await.summary().is_clean());
    desk.app.at("2026-12-03T00:00:00Z");
    let seen = desk.app.query("{ recipe(by: { slug: \"made\" }) { attribution adaptedFrom { nature } } }").await;
    assert!(!seen.to_string().contains("secret") && !seen.to_string().contains("Jamais"), "{seen}");
    let stands = desk.reads(&net, "{ recipe(by: { slug: \"secret\" }) { status publishedAt } }").await;
    assert_eq!(stands["recipe"], json!({ "status": "WITHDRAWN", "publishedAt": null }));
}

async fn a_creation_that_is_sent_again_answers_as_before(app: TestApp) {
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let keyed = json!({ "idempotencyKey": "once", "note": "plus court" });
    let id = desk.adaptation(&origin, keyed.clone()).await;
    desk.changes(&desk.brest, &origin, 2, json!({ "summary": "Autre." })).await;
    assert_eq!(desk.adaptation(&origin, keyed).await, id, "whatever became of the origin");
    let create = "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id } userErrors \
        { code path } } }";
    let said =
        json!({ "title": "R", "idempotencyKey": "two", "references": [{ "url": "https://a.test/", "title": "A" }] });
    let first = desk.does(&desk.ana, create, said).await["recipe"]["id"].take();
    let turned =
        json!({ "references": [{ "title": "A", "url": "https://a.test/" }], "idempotencyKey": "two", "title": "R" });
    assert_eq!(desk.does(&desk.ana, create, turned).await["recipe"]["id"], first, "in whichever order");
    for other in [
        json!({ "title": "S", "idempotencyKey": "two" }),
        json!({ "title": "R", "idempotencyKey": "two", "themes": ["nothing"] }),
    ] {
        assert_eq!(
            desk.does(&desk.ana, create, other).await["userErrors"],
            json!([{ "code": "TAKEN", "path": ["idempotencyKey"] }])
        );
    }
}

async fn who_makes_themselves_an_author_frees_nothing(app: TestApp) {
    person(&app, "net", Role::Editor, &[]).await;
    let net = sign_in(&app, "net").await.0;
    let desk = Desk { brest: net, ..Desk::new(app).await };
    let id = desk.published("La recette").await;
    desk.changes(&desk.brest, &id, 2, json!({ "authors": [{ "member": "ana" }, { "member": "net" }] })).await;
    let freed = desk.changes(&desk.brest, &id, 3, json!({ "licence": "CC0-1.0" })).await;
    assert_eq!(freed["code"], "LICENCE_REFUSED");
    // a text has one language of its group for itself
    let german =
        desk.adaptation(&id, json!({ "nature": "TRANSLATION", "language": "de", "title": "Das Rezept" })).await;
    desk.step(&desk.brest, "entryPublish", &german, 1, None).await;
    assert_eq!(desk.changes(&desk.brest, &id, 3, json!({ "language": "de" })).await["code"], "TAKEN");
}

async fn a_translation_leaves_its_origin_alone(app: TestApp) {
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let german = json!({ "nature": "TRANSLATION", "language": "de", "title": "Das Rezept" });
    let id = desk.adaptation(&origin, german.clone()).await;
    // another may begin the same; the first that is public is the one
    let other = desk.adaptation(&origin, german).await;
    let translations =
        format!("{{ recipe(by: {{ id: {origin} }}) {{ version updatedAt translations {{ language slug }} }} }}");
    let before = desk.app.query(&translations).await;
    assert_eq!(desk.plans(&id, 1, json!({ "publishedAt": "2026-12-24T00:00:00Z" })).await, 2);
    assert_eq!(desk.app.query(&translations).await, before, "nothing tells of it before");
    let second = format!(
        "mutation {{ entryPublish(input: {{ id: {other}, version: 1 }}) {{ userErrors {{ code message }} }} }}"
    );
    let refused =
        desk.app.post_as(&desk.brest, "published", &second, Value::Null).await.data()["entryPublish"]["userErrors"]
            .to_string();
    assert!(refused.contains("TAKEN") && !refused.contains("das-rezept"), "{refused}");
    desk.app.at("2026-12-24T00:00:00Z");
    let after = desk.app.query(&translations).await;
    assert_eq!(
        (value(&after, "recipe/version"), value(&after, "recipe/translations")),
        (value(&before, "recipe/version"), &json!([{ "language": "de", "slug": "das-rezept" }]))
    );
    let refused = desk.step(&desk.brest, "entryPublish", &other, 1, None).await;
    assert_eq!(refused["userErrors"], json!([{ "code": "TAKEN", "path": ["translationGroup"] }]));
}

on_both! {
    empty:
        a_save_answers_what_was_saved_whatever_waits,
        a_clash_is_settled_by_saying_it_again,
        what_was_said_is_taken_back_by_who_said_it,
        editors_write_to_authors_and_leave_the_text_where_it_is,
        each_is_told_by_mail_what_it_is,
        what_is_public_stays_whole,
        a_member_is_seen_when_their_first_text_is,
        plans_that_are_changed_hide_nobody_and_show_nobody,
        a_creation_that_is_sent_again_answers_as_before,
        who_makes_themselves_an_author_frees_nothing,
        a_translation_leaves_its_origin_alone,
    ;
}
