//! Links CSV files from a shell: `link A.csv [B.csv] --out DIR`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use std::io::Write;
fn main() {
    let t = std::time::Instant::now();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut files = vec![];
    let mut out = String::new();
    let mut min = 0.0;
    let mut effort = linkage::model::Effort::Full;
    let mut it = args.iter();
    while let Some(a) = it.next() {
        match a.as_str() {
            "--out" => out = it.next().unwrap().clone(),
            "--min" => min = it.next().unwrap().parse().unwrap(),
            "--fast" => effort = linkage::model::Effort::Fast,
            f => files.push(linkage::read::read_csv(std::fs::File::open(f).unwrap(), None).unwrap()),
        }
    }
    eprintln!("read {:?}", t.elapsed());
    let model = linkage::infer(&files, effort);
    eprintln!("infer {:?}", t.elapsed());
    let linked =
        linkage::link(&files, model, &linkage::Options { probability_min: min, ..Default::default() })
            .unwrap();
    eprintln!("link {:?} candidates {} pairs {}", t.elapsed(), linked.candidates, linked.pairs.len());
    for r in &linked.rules {
        eprintln!("{r:?}");
    }
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(format!("{out}/model.toml"), linked.model.to_toml().unwrap()).unwrap();
    let mut w = std::io::BufWriter::new(std::fs::File::create(format!("{out}/pairs.csv")).unwrap());
    writeln!(w, "rec_id_l,rec_id_r,match_weight,match_probability").unwrap();
    let second = linked.second_file_from();
    let id = |row: u32| match second {
        Some(n) if row as usize >= n => files[1].ids.values.text(row - n as u32 + 1),
        _ => files[0].ids.values.text(row + 1),
    };
    for p in &linked.pairs {
        writeln!(w, "{},{},{},{}", id(p.left), id(p.right), p.weight, p.probability()).unwrap();
    }
    drop(w);
    eprintln!("done {:?}", t.elapsed());
}
