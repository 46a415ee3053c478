//! Look-ahead: which parts of an entry a selection asks for, so that no statement reads more.

use async_graphql::{Context, SelectionField};
use entity::query::projection::Projection;

/// What the fields below the current one ask of an entry.
pub(crate) fn of_entry(ctx: &Context<'_>) -> Projection {
    let mut wanted = Projection::default();
    gather(ctx.field(), &mut wanted);
    wanted
}

/// What the rows of the connection that the current field returns are asked, and whether any row is asked for.
pub(crate) fn of_rows(ctx: &Context<'_>) -> (Projection, bool) {
    let (mut wanted, mut rows) = (Projection::default(), false);
    for field in ctx.field().selection_set() {
        match field.name() {
            "nodes" => {
                rows = true;
                gather(field, &mut wanted);
            }
            "edges" => {
                rows = true;
                field.selection_set().filter(|it| it.name() == "node").for_each(|it| gather(it, &mut wanted));
            }
            "pageInfo" => rows = true,
            _ => {}
        }
    }
    (wanted, rows)
}

/// What the changes of the page that the current field returns are asked of the entries that changed.
pub(crate) fn of_changes(ctx: &Context<'_>) -> Projection {
    let mut wanted = Projection::default();
    let of_change = |change: SelectionField<'_>, wanted: &mut Projection| {
        change.selection_set().filter(|it| matches!(it.name(), "entry" | "node")).for_each(|it| gather(it, wanted));
    };
    ctx.field().selection_set().filter(|it| it.name() == "nodes").for_each(|it| of_change(it, &mut wanted));
    wanted
}

/// What the field `name` below the current one asks of an entry, at any of its places.
pub(crate) fn of_field(ctx: &Context<'_>, name: &str) -> Projection {
    let mut wanted = Projection::default();
    below(ctx.field(), name, &mut wanted);
    wanted
}

/// Whether any of these fields is selected below the current one, at any depth.
pub(crate) fn selects(ctx: &Context<'_>, names: &[&str]) -> bool {
    fn within(field: SelectionField<'_>, names: &[&str]) -> bool {
        field.selection_set().any(|it| names.contains(&it.name()) || within(it, names))
    }
    within(ctx.field(), names)
}

fn below(field: SelectionField<'_>, name: &str, wanted: &mut Projection) {
    for inner in field.selection_set() {
        if inner.name() == name {
            gather(inner, wanted);
        } else {
            below(inner, name, wanted);
        }
    }
}

fn gather(field: SelectionField<'_>, wanted: &mut Projection) {
    for field in field.selection_set() {
        match field.name() {
            "embed" => field.selection_set().for_each(|it| embedded(it.name(), wanted)),
            "seo" => field.selection_set().for_each(|it| match it.name() {
                "description" => wanted.body = true,
                "image" => wanted.media = true,
                _ => {}
            }),
            name => ask(name, wanted),
        }
    }
}

/// Adds to a projection what a field of an entry asks for, by its name.
pub(crate) fn ask(field: &str, wanted: &mut Projection) {
    match field {
        "body" => wanted.body = true,
        "createdAt" | "updatedAt" | "unpublishAt" | "visibility" => wanted.dates = true,
        "authors" | "holders" | "organisers" | "translators" => wanted.credits = true,
        "themes" => wanted.themes = true,
        "territories" | "homeTerritory" => wanted.territories = true,
        "location" => wanted.location = true,
        "references" => wanted.references = true,
        "cover" | "media" => wanted.media = true,
        "attributionParts" => {
            (wanted.credits, wanted.dates, wanted.article, wanted.media) = (true, true, true, true);
        }
        "attribution" => {
            (wanted.credits, wanted.dates, wanted.article, wanted.media) = (true, true, true, true);
            wanted.adapted = true;
        }
        "maturity" | "startYear" | "website" | "contactUrl" | "need" | "response" | "story" | "socialValue"
        | "callForHelp" => {
            wanted.initiative = true;
        }
        "purpose" | "audience" | "participants" | "preparation" | "duration" | "cost" | "materials" | "steps"
        | "variants" | "lessonsLearned" | "changelog" => wanted.recipe = true,
        "articleKind"
        | "source"
        | "originalUrl"
        | "originalLicence"
        | "originalAuthors"
        | "originalPublishedAt"
        | "originalUpdatedAt"
        | "postscript" => wanted.article = true,
        "timeZone" | "attendance" | "eventStatus" | "place" | "address" | "links" | "capacity" => wanted.event = true,
        "timings" => (wanted.event, wanted.timings) = (true, true),
        "parent" | "position" | "isInMenu" | "menuLabel" => wanted.page = true,
        _ => {}
    }
}

/// What the ways to embed an entry ask of it.
fn embedded(name: &str, wanted: &mut Projection) {
    if matches!(name, "plainHtml" | "jsonLd") {
        (wanted.credits, wanted.dates, wanted.article, wanted.media) = (true, true, true, true);
        wanted.adapted = true;
    }
    if name == "jsonLd" {
        (wanted.themes, wanted.territories, wanted.location) = (true, true, true);
        (wanted.recipe, wanted.event, wanted.timings) = (true, true, true);
    }
}
