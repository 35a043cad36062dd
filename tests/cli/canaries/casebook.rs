//! The casebook of the canaries.

/// A casebook in which every private place has a word of its own, made of this secret. What is told is always the same.
pub fn casebook(secret: &str) -> String {
    CASEBOOK
        .replace("@", secret)
        .replace("%", &secret.to_lowercase())
}

const CASEBOOK: &str = r#"schema = 1

[[sources]]
id = "open-report"
title = "A report for everybody"

[[sources]]
id = "%-source"
title = "@Sourcetitle"

[[recipients]]
id = "kz-pg"
role = "prosecutor-general"
office = "Prosecutor General"
country = "KZ"
post = ["1 Street", "Astana"]
post_country = "KZ"
checked = "2021-09"
note = "@Officenote"

[[cases]]
id = "sarsenov-askar"
name = "Askar Sarsenov"
family_name = "Sarsenov"
given_name = "Askar"
country = "KZ"
gender = "male"
uid = "@uid"
as_of = "2021-09"
occupation = "teacher"
consent = "given"
consent_by = "@Consentby"
notes = "@Notes"
tags = ["%-tag"]
old_ids = ["%-formerly"]
born = "1980-01-01"
place = "@Place"
held_at = "@Heldat"
private_fields = ["born", "place", "held_at"]
summary = "Askar Sarsenov is a teacher."

[[cases.charges]]
title = "extremism"
code = "CC"
article = "174"
standing = "convicted"
source = "open-report"

[[cases.charges]]
title = "@Charge"
private = true
source = "%-source"

[[cases.sentences]]
kind = "prison"
date = "2021-03-01"
term = "5y"
court = "City Court"

[[cases.sentences]]
kind = "prison"
date = "2021-04-01"
term = "9y"
court = "@Court"
judges = ["@Judge"]
private = true

[[cases.restrictions]]
kind = "travel-ban"
text = "@Restriction"
private = true

[[cases.events]]
kind = "arrest"
date = "2021-01-05"
status = "imprisoned"
text = "Askar Sarsenov was arrested at school."
source = "open-report"

[[cases.events]]
kind = "torture-allegation"
date = "2021-02"
place = "@Eventplace"
text = "@Torture by kind."

[[cases.events]]
kind = "hearing"
date = "2021-02"
text = "@Embargoed."
embargo = "2031-01-01"

[[cases.events]]
kind = "forced-confession"
date = "2021-02"
text = "@Confession on television."

[[cases.concerns]]
kind = "unfair-trial"
text = "No witness was heard."

[[cases.concerns]]
kind = "medical-neglect"
text = "@Health by kind."

[[cases.demands]]
kind = "other"
text = "@Demand"
private = true

[[cases.officials]]
name = "@Official"
office = "@Office"
private = true

[[cases.actions]]
body = "@Body"
text = "@Action"
private = true

[[cases.claims]]
about = "born"
value = "1111-11-11"
source = "%-source"

[[cases]]
id = "%family-%given"
name = "@given @family"
family_name = "@family"
given_name = "@given"
name_native = "@native"
aliases = ["@alias"]
old_ids = ["%married-%given"]
told_as = "M. H."
country = "KZ"
gender = "female"
as_of = "2021-09"
occupation = "poet"
summary = "@given @family is a poet. @family’s friends call her @alias."

[[cases.events]]
kind = "arrest"
date = "2021-01-06"
status = "imprisoned"
text = "@given @family was arrested with a poem of @native in her bag."

[[cases.concerns]]
kind = "unfair-trial"
text = "The judge heard no witness for Ms @family."

[[cases]]
id = "%private-person"
name = "Person @private"
country = "KZ"
publicity = "private"
summary = "@Privatesummary"

[[cases]]
id = "%refused-person"
name = "Person @refused"
country = "KZ"
consent = "refused"
summary = "@Refusedsummary"

[[cases]]
id = "%later-person"
name = "Person @later"
country = "KZ"
embargo = "2031-01-01"
summary = "@Latersummary"
"#;
