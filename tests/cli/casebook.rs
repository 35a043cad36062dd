//! A small casebook of one's own, for the tests that change something.

use crate::sandbox::Sandbox;

/// A sandbox with a casebook of two people, a source and an office.
pub fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "R. Diaz", "--country", "ES"])
        .ok();
    sandbox.file("two.toml", TWO);
    sandbox.run(&["import", "two.toml"]).ok();
    sandbox
}

/// Everything in the casebook, as TOML.
pub fn everything(sandbox: &Sandbox) -> String {
    sandbox.run(&["export"]).ok().stdout
}

/// Two people of whom one has secrets, a source, and an office.
pub const TWO: &str = r#"schema = 1

[[sources]]
id = "report-2024"
title = "A report"

[[recipients]]
id = "az-prosecutor-general"
role = "prosecutor-general"
office = "Prosecutor General of the Republic of Azerbaijan"
country = "AZ"
post = ["1 Street", "AZ1000 Baku"]
post_country = "AZ"
checked = "2021-09"

[[cases]]
id = "aliyeva-leyla"
name = "Leyla Əliyeva"
country = "AZ"
family_name = "Əliyeva"
given_name = "Leyla"
gender = "female"
as_of = "2021-09"
notes = "ZQNOTES"
consent = "given"
consent_by = "ZQAUNT"
tags = ["writer"]

[[cases.charges]]
title = "illegal entrepreneurship"
code = "CC"
article = "192"
standing = "accused"

[[cases.events]]
kind = "arrest"
date = "2021-03"
status = "pre-trial-detention"
source = "report-2024"

[[cases.events]]
kind = "torture-allegation"
date = "2021-04"
text = "ZQTORTURE"

[[cases.concerns]]
kind = "unfair-trial"
text = "ZQPRIVATE"
private = true

[[cases]]
id = "huseynov-rauf"
name = "Rauf Hüseynov"
country = "AZ"
publicity = "private"
as_of = "2021-09"

[[cases.events]]
kind = "arrest"
date = "2021-05"
status = "pre-trial-detention"
"#;
