//! Links CSV files from a shell: `link A.csv [B.csv] --out DIR [--model M.toml] [--id COLUMN] [--threshold P]
//! [--cluster P] [--fast] [--one-to-one] [--labels L.csv] [--explain LEFT RIGHT]`.
#![allow(clippy::print_stderr)]

use std::process::ExitCode;

use linkage::Multiplicity;
use linkage::command::{Request, run};
use linkage::model::Effort;

fn main() -> ExitCode {
    let Some(request) = request() else {
        eprintln!(
            "usage: link A.csv [B.csv] --out DIR [--model M.toml] [--id COLUMN] [--threshold P] [--explain L R]"
        );
        return ExitCode::from(2);
    };
    match run(&request) {
        Ok(summary) => {
            eprintln!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn request() -> Option<Request> {
    let mut request = Request::new(Vec::new(), "linked".into());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--out" => request.out = arguments.next()?.into(),
            "--model" => request.model = Some(arguments.next()?.into()),
            "--labels" => request.labels = Some(arguments.next()?.into()),
            "--id" => request.id_column = Some(arguments.next()?),
            "--threshold" => request.probability_min = arguments.next()?.parse().ok()?,
            "--cluster" => request.cluster_probability_min = arguments.next()?.parse().ok()?,
            "--fast" => request.effort = Effort::Fast,
            "--one-to-one" => request.multiplicity = Multiplicity::OneToOne,
            "--explain" => request.explain = Some((arguments.next()?, arguments.next()?)),
            option if option.starts_with("--") => return None,
            path => request.inputs.push(path.into()),
        }
    }
    (!request.inputs.is_empty()).then_some(request)
}
