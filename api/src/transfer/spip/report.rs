//! The report of an import from SPIP, in French, for a volunteer who reads it in an editor: what came in, what to look at, in Markdown.

use std::collections::BTreeMap;

use entity::import::brought::Brought;
use entity::import::row::Outcome;
use entity::value::problem::Problem;

use crate::transfer::report::Report;
use crate::transfer::spip::{SpipPlan, words};

/// What was done besides the rows.
#[derive(Debug, Clone, Default)]
pub struct Besides {
    /// Old addresses.
    pub addresses: Brought,
    /// Accounts.
    pub people: Brought,
    /// What came from the site before, and is not there any more, by the names of rows.
    pub absent: Vec<String>,
    /// How many of these are withdrawn, where they are.
    pub withdrawn: Option<usize>,
}

/// The report.
pub fn french(file: &str, plan: &SpipPlan, report: &Report, besides: &Besides, tried: bool) -> String {
    let mut text = String::new();
    let mut put = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    put(&format!("# Import du site SPIP `{file}`\n"));
    if tried {
        put("Essai : rien n’a été écrit.\n");
    }
    put("## Ce qui est entré\n");
    put("| | nouveaux | changés | inchangés | en conflit | refusés |");
    put("| --- | --- | --- | --- | --- | --- |");
    let mut by_kind: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    for row in report.rows() {
        let counts = by_kind.entry(words::kinds(&row.name).to_owned()).or_default();
        counts[place(&row.outcome)] += 1;
    }
    for (kind, counts) in &by_kind {
        put(&format!("| {kind} | {} |", counts.map(|it| it.to_string()).join(" | ")));
    }
    for (name, done) in [("anciennes adresses", besides.addresses), ("comptes", besides.people)] {
        put(&format!("| {name} | {} | {} | {} | 0 | {} |", done.created, done.updated, done.same, done.left));
    }
    put("");
    let withheld: Vec<_> = report.rows().iter().filter(|it| !it.withheld.is_empty()).collect();
    let refused: Vec<_> = report.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))).collect();
    let conflicts: Vec<_> = report.rows().iter().filter(|it| !conflicts_of(&it.outcome).is_empty()).collect();
    let proposed: Vec<_> = report.rows().iter().filter(|it| !proposed_of(&it.outcome).is_empty()).collect();
    let french = |problems: &[Problem]| problems.iter().map(words::problem).collect::<Vec<_>>().join(" ; ");
    let fields = |names: &[String]| names.iter().map(|it| words::field(it)).collect::<Vec<_>>().join(", ");
    if !withheld.is_empty() {
        put("## Publié là-bas, à relire ici\n");
        put("Ces textes ne peuvent pas être publiés tels quels ; ils attendent dans la file de relecture.\n");
        for row in withheld {
            put(&format!("- {} : {}", words::row(&row.name), french(&row.withheld)));
        }
        put("");
    }
    if !refused.is_empty() {
        put("## Refusé\n");
        for row in refused {
            let Outcome::Refused(problems) = &row.outcome else { continue };
            put(&format!("- {} : {}", words::row(&row.name), french(problems)));
        }
        put("");
    }
    if !conflicts.is_empty() {
        put("## En conflit : changé ici et là-bas\n");
        for row in conflicts {
            put(&format!("- {} : {}", words::row(&row.name), fields(conflicts_of(&row.outcome))));
        }
        put("");
    }
    if !proposed.is_empty() {
        put("## Changé ici et là-bas : proposé, à relire par un éditeur\n");
        for row in proposed {
            put(&format!("- {} : {}", words::row(&row.name), fields(proposed_of(&row.outcome))));
        }
        put("");
    }
    if !besides.absent.is_empty() {
        put("## Disparu du site\n");
        put(&match besides.withdrawn {
            Some(count) => format!("Ces contenus en venaient et n’y sont plus. Retirés ici : {count}.\n"),
            None => "Ces contenus en venaient et n’y sont plus. Rien n’a été retiré ici.\n".to_owned(),
        });
        besides.absent.iter().for_each(|it| put(&format!("- {}", words::row(it))));
        put("");
    }
    for topic in plan.findings.topics() {
        put(&format!("## {}\n", topic.heading()));
        for it in plan.findings.of(topic) {
            put(&format!("- {} : {}", it.about, it.said));
        }
        put("");
    }
    put("Relancer la même commande ne change rien tant que le site n’a pas changé.");
    text
}

/// The fields that changed on both sides and were left as they are.
fn conflicts_of(outcome: &Outcome) -> &[String] {
    match outcome {
        Outcome::Conflict { conflicts, .. } => conflicts,
        Outcome::Proposed(touched) | Outcome::Adopted(touched) => &touched.conflicts,
        Outcome::Created | Outcome::Updated(_) | Outcome::Same | Outcome::Refused(_) => &[],
    }
}

/// The fields that changed on both sides and wait for an editor.
fn proposed_of(outcome: &Outcome) -> &[String] {
    match outcome {
        Outcome::Proposed(touched) | Outcome::Adopted(touched) => &touched.proposed,
        Outcome::Conflict { .. } | Outcome::Created | Outcome::Updated(_) | Outcome::Same | Outcome::Refused(_) => &[],
    }
}

fn place(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Created => 0,
        Outcome::Updated(_) | Outcome::Adopted(_) => 1,
        Outcome::Same => 2,
        Outcome::Conflict { .. } | Outcome::Proposed(_) => 3,
        Outcome::Refused(_) => 4,
    }
}
