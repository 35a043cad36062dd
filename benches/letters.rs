//! How many letters a second: from a case that can be told to the bytes of each format, on one core. `benches/README.md`
//! says how to read it.

use std::path::Path;
use std::sync::Arc;

use cases::letters::compose::compose_letter;
use cases::letters::engine::CompiledTemplate;
use cases::letters::{Letter, LetterJob, LetterOrder, PublicCase, TemplateLibrary};
use cases::model::{Casebook, Date, Sender, SourceDates};
use cases::render::{Format, render};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TODAY: Date = date(2021, 9, 15);

criterion_group!(benches, letters);
criterion_main!(benches);

/// One letter about one person to one office.
struct Desk {
    order: LetterOrder,
    job: Arc<LetterJob>,
    engine: CompiledTemplate,
}

impl Desk {
    fn new(lang: &str) -> Self {
        let library = TemplateLibrary::new(None);
        let lang = library.load_language(lang).expect("a language");
        let template = library.load_template("appeal", &lang).expect("a template");
        let engine = CompiledTemplate::new(&template).expect("a template that can be used");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
        let book = |name: &str| -> Casebook {
            let text = std::fs::read_to_string(folder.join(name)).expect("the sample casebook");
            toml::from_str(&text).expect("the sample casebook")
        };
        let cases = book("cases-2021.toml").cases;
        let case = cases
            .iter()
            .find(|case| case.id.as_str() == "kaiyrbek-askar")
            .expect("somebody in prison");
        let offices = book("recipients.toml").recipients;
        let office = offices
            .into_iter()
            .find(|office| office.id.as_str() == "kz-prosecutor-general");
        let case = [
            PublicCase::disclose_case(case, TODAY, &SourceDates::default())
                .expect("a case that can be told"),
        ];
        let job = LetterJob {
            recipient: Some(Arc::new(office.expect("an office"))),
            ..LetterJob::new(Arc::new(template), Arc::new(case))
        };
        Self {
            order: LetterOrder {
                keeps_order: true,
                ..LetterOrder::plain(TODAY, Sender::default())
            },
            job: Arc::new(job),
            engine,
        }
    }

    fn letter(&self) -> Letter {
        let composed = compose_letter(&self.order, &self.job, &self.engine).expect("a letter");
        composed.expect("somebody to write about").letter
    }
}

fn letters(criterion: &mut Criterion) {
    for lang in ["en", "ru"] {
        let desk = Desk::new(lang);
        let mut group = criterion.benchmark_group(format!("letters/{lang}"));
        group.throughput(Throughput::Elements(1));
        group.bench_function("composed", |bencher| bencher.iter(|| desk.letter()));
        for &format in Format::ALL {
            group.bench_function(format.slug(), |bencher| {
                bencher.iter(|| render(&desk.letter(), format))
            });
        }
        group.finish();
    }
}
