//! Small imports: a bounded list of rows, by the same way as `POST /api/import`.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use entity::error::Error;
use entity::import::row::{Manner, Matching, Mode, Outcome, Touched};
use entity::value::problem::parameter::Unit;
use entity::value::problem::{Case, Problem};

use crate::graphql::engine::request::Request;
use crate::graphql::mutation::payload::carry;
use crate::graphql::query::Query;
use crate::graphql::types::user_error::{self, UserError};
use crate::transfer::{Batch, Report, Told};

/// The most rows of one import.
const MOST: usize = 100;

/// The mutations of imports.
#[derive(Default)]
pub struct ImportMutation;

/// Treatment of an import in which a row is refused or in conflict.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// The other rows are imported.
    Lenient,
    /// No row is imported.
    Strict,
}

/// Field by which a row with an unknown key adopts existing content.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Matching")]
pub enum ImportMatch {
    /// Articles are matched by the address of the original.
    OriginalUrl,
    /// Rows are matched by slug: the slug of the row, else the one that its key or title would give.
    Slug,
}

/// Result of the import of one row. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The row was created.
    Created,
    /// Some fields were updated.
    Updated,
    /// Nothing was to be changed.
    Same,
    /// Existing content was adopted: the key of the row names it from now on.
    Adopted,
    /// Fields that changed on both sides were proposed to an editor.
    Proposed,
    /// Some fields changed on both sides and were left unchanged.
    Conflict,
    /// The row was refused.
    Refused,
}

/// Rows of the exchange format to import, with the origin of their keys.
#[derive(InputObject)]
pub struct EntriesImportInput {
    /// Name of the system that the rows come from. Keys belong to their origin. A token imports from the origins that it lists.
    origin: String,
    /// Rows of the exchange format, at most 100, each a JSON object written as a text. `/exchange.schema.json` describes the format.
    rows: Vec<String>,
    /// Whether the import is only tried in a copy of the database: the results are the plan, and nothing is written.
    #[graphql(default)]
    dry_run: bool,
    /// Treatment of an import in which a row is refused or in conflict.
    #[graphql(default_with = "ImportMode::Lenient")]
    mode: ImportMode,
    /// Field by which rows with unknown keys adopt existing content. Nothing is adopted when null.
    r#match: Option<ImportMatch>,
}

/// Result of the import of one row.
#[derive(SimpleObject)]
pub struct ImportResult {
    /// Place of the row in the list, from 1.
    line: i32,
    /// Kind and key of the row, such as `article "bilan"`. Empty if they cannot be read.
    row: String,
    /// Outcome of the import of the row.
    outcome: ImportOutcome,
    /// Names of the updated fields.
    fields: Vec<String>,
    /// Names of the fields that changed on both sides and were left unchanged.
    conflicts: Vec<String>,
    /// Names of the fields that changed on both sides and were proposed to an editor.
    proposed: Vec<String>,
    /// Reasons for the refusal of the row, with the path of each field.
    problems: Vec<UserError>,
    /// Reasons for which the row was submitted although it asked to be published. Empty if it was not downgraded.
    downgrade_reasons: Vec<UserError>,
}

/// Numbers of rows by outcome.
#[derive(SimpleObject)]
pub struct ImportSummary {
    /// Number of created rows.
    created: i32,
    /// Number of updated rows.
    updated: i32,
    /// Number of unchanged rows.
    same: i32,
    /// Number of rows that adopted existing content.
    adopted: i32,
    /// Number of rows with proposed fields.
    proposed: i32,
    /// Number of rows with fields that changed on both sides.
    conflicts: i32,
    /// Number of refused rows.
    refused: i32,
    /// Whether the import was written. False for trials, and for strict imports with a refused row or a conflict.
    is_kept: bool,
}

/// Result of `entriesImport`.
#[derive(SimpleObject)]
pub struct EntriesImportPayload {
    /// Results of the rows, in the order of the rows. Empty when validation of the input failed.
    results: Vec<ImportResult>,
    /// Numbers of rows by outcome. Null when validation of the input failed.
    summary: Option<ImportSummary>,
    /// Validation errors of the input itself. Errors of a row are in its result.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

#[Object]
impl ImportMutation {
    /// Imports a small number of rows of the exchange format, with the rights and the results of `POST /api/import`. Requires the
    /// scope `import`. Rows that are valid are imported although others are refused, unless `mode` is `STRICT`.
    async fn entries_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows, and how they are imported.")] input: EntriesImportInput,
    ) -> Result<EntriesImportPayload> {
        let EntriesImportInput { origin, rows, dry_run, mode, r#match } = input;
        let mode = match (dry_run, mode) {
            (true, _) => Mode::DryRun,
            (false, ImportMode::Strict) => Mode::Strict,
            (false, ImportMode::Lenient) => Mode::Lenient,
        };
        let manner = Manner { matching: r#match.map(Into::into), ..Manner::from(mode) };
        let done = carry(ctx, |writer| async move {
            if rows.len() > MOST {
                let case = Case::TooLong { unit: Unit::Items, count: rows.len(), max: MOST };
                return Err(Error::from(Problem::new("rows", case)));
            }
            let batch = Batch::of_texts(&rows).map_err(|cause| Error::Internal(Box::new(cause)))?;
            let batch = batch.or_submitted_without_right();
            batch.import_small(&writer, &origin, manner).await
        });
        let request = Request::of(ctx);
        Ok(match done.await? {
            Ok(report) => {
                let results = report.rows().iter().map(|it| result(it, request)).collect::<Result<_>>()?;
                let summary = Some(summary(&report));
                EntriesImportPayload { results, summary, user_errors: Vec::new(), query: Query }
            }
            Err(user_errors) => EntriesImportPayload { results: Vec::new(), summary: None, user_errors, query: Query },
        })
    }
}

fn result(told: &Told, request: &Request) -> Result<ImportResult> {
    let said = |problems: &[Problem]| match problems {
        [] => Ok(Vec::new()),
        problems => user_error::of(Error::Invalid(problems.to_vec()), request),
    };
    let (outcome, touched, problems) = match &told.outcome {
        Outcome::Created => (ImportOutcome::Created, Touched::default(), &[][..]),
        Outcome::Updated(updated) => {
            (ImportOutcome::Updated, Touched { updated: updated.clone(), ..Touched::default() }, &[][..])
        }
        Outcome::Same => (ImportOutcome::Same, Touched::default(), &[][..]),
        Outcome::Conflict { conflicts, updated } => {
            let (conflicts, updated) = (conflicts.clone(), updated.clone());
            (ImportOutcome::Conflict, Touched { conflicts, updated, ..Touched::default() }, &[][..])
        }
        Outcome::Proposed(touched) => (ImportOutcome::Proposed, touched.clone(), &[][..]),
        Outcome::Adopted(touched) => (ImportOutcome::Adopted, touched.clone(), &[][..]),
        Outcome::Refused(problems) => (ImportOutcome::Refused, Touched::default(), problems.as_slice()),
    };
    Ok(ImportResult {
        line: number(told.number),
        row: told.name.clone(),
        outcome,
        fields: touched.updated,
        conflicts: touched.conflicts,
        proposed: touched.proposed,
        problems: said(problems)?,
        downgrade_reasons: said(&told.withheld)?,
    })
}

fn summary(report: &Report) -> ImportSummary {
    let sum = report.summary();
    ImportSummary {
        created: number(sum.created),
        updated: number(sum.updated),
        same: number(sum.same),
        adopted: number(sum.adopted),
        proposed: number(sum.proposed),
        conflicts: number(sum.conflicts),
        refused: number(sum.refused),
        is_kept: report.kept,
    }
}

fn number(of: usize) -> i32 {
    i32::try_from(of).unwrap_or(i32::MAX)
}
