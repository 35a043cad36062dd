//! The few helpers a template may call. All are pure; none reads a file, runs a program or knows the time.

use std::sync::{Arc, Mutex, PoisonError};

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, Output, RenderContext,
    RenderError, RenderErrorReason, ScopedJson,
};

use super::words::cldr::CldrLocale;

/// Helpers that print a value: `{{capital status_words}}`.
pub const VALUES: &[&str] = &["capital", "upper", "plural"];
/// Blocks.
pub const BLOCKS: &[&str] = &["if", "unless", "each", "with"];
/// Helpers that answer a question inside an argument: `{{#if (gt (len demands) 1)}}`.
pub const QUESTIONS: &[&str] = &["eq", "ne", "gt", "lt", "and", "or", "not", "len", "variant"];

/// The variables that helpers read themselves, whatever a template names: `letter`, and its `variant`.
pub(super) const READ: [&str; 2] = ["letter", "variant"];

/// The name under which every printed variable is routed through [`PrintHelper`]; no template can write it.
pub(super) const NEED: &str = "need value";

/// Where the paths of missing facts are noted while a letter is filled: `cases.3.charges.0.article`.
pub(super) type MissingPaths = Arc<Mutex<Vec<Vec<String>>>>;

/// Prints a variable; where it is not known, prints `⟦its name⟧` and notes the path.
pub(super) struct PrintHelper(pub MissingPaths);

impl HelperDef for PrintHelper {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        _: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = helper
            .param(0)
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("need", 0))?;
        let text = if value.value().is_null() {
            let path = value.context_path().cloned().unwrap_or_default();
            let name = path
                .iter()
                .rfind(|step| step.parse::<usize>().is_err())
                .cloned()
                .unwrap_or_default();
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(path);
            format!("⟦{}⟧", name.replace('_', " "))
        } else {
            value.value().render()
        };
        let text = if render.is_disable_escape() {
            text
        } else {
            registry.get_escape_fn()(&text)
        };
        out.write(&text)?;
        Ok(())
    }
}

/// Registers the helpers and takes away those that have no place in a letter.
pub(super) fn register_helpers(
    registry: &mut Handlebars<'_>,
    missing: MissingPaths,
    language: &CldrLocale,
) {
    for name in ["lookup", "log", "raw"] {
        registry.unregister_helper(name);
    }
    registry.register_helper(NEED, Box::new(PrintHelper(missing)));
    registry.register_helper("capital", Box::new(write_capital));
    registry.register_helper("upper", Box::new(write_upper));
    registry.register_helper("variant", Box::new(VariantHelper));
    registry.register_helper("plural", Box::new(PluralHelper(language.clone())));
}

/// `{{capital "is in prison"}}` → `Is in prison`
fn write_capital(
    helper: &Helper<'_>,
    registry: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let text = text_of(helper, 0, "capital")?;
    let mut rest = text.chars();
    let capital: String = rest
        .next()
        .map(char::to_uppercase)
        .into_iter()
        .flatten()
        .chain(rest)
        .collect();
    Ok(out.write(&registry.get_escape_fn()(&capital))?)
}

/// `{{upper "Massimov"}}` → `MASSIMOV`
fn write_upper(
    helper: &Helper<'_>,
    registry: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let text = text_of(helper, 0, "upper")?;
    Ok(out.write(&registry.get_escape_fn()(&text.to_uppercase()))?)
}

/// `{{#if (variant 1 3)}}` is true in a third of all letters, `(variant 2 3)` in another third: the choice of wordings
/// follows from `letter.variant`.
struct VariantHelper;

impl HelperDef for VariantHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let given = |at: usize| {
            helper
                .param(at)
                .and_then(|value| value.value().as_u64())
                .filter(|number| *number > 0)
        };
        let (wanted, of) = given(0)
            .zip(given(1))
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("variant", 0))?;
        let number = READ
            .iter()
            .try_fold(context.data(), |data, name| data.get(name));
        let number = number.and_then(handlebars::JsonValue::as_u64).unwrap_or(1);
        Ok(ScopedJson::Derived(
            ((number.max(1) - 1) % of + 1 == wanted).into(),
        ))
    }
}

/// `{{plural 1 "person" "people"}}` → `person`: a form for each plural of the language, in the order one, few, many,
/// other; the last one given stands for those that follow.
struct PluralHelper(CldrLocale);

impl HelperDef for PluralHelper {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let number = helper
            .param(0)
            .and_then(|value| usize::try_from(value.value().as_u64()?).ok());
        let number = number.ok_or(RenderErrorReason::ParamNotFoundForIndex("plural", 0))?;
        let form = self.0.plural_form(number);
        let place = self
            .0
            .plural_forms()
            .iter()
            .position(|known| *known == form)
            .unwrap_or_default()
            + 1;
        let text = text_of(
            helper,
            place.min(helper.params().len().saturating_sub(1)),
            "plural",
        )?;
        Ok(out.write(&registry.get_escape_fn()(&text))?)
    }
}

fn text_of(
    helper: &Helper<'_>,
    position: usize,
    name: &'static str,
) -> Result<String, RenderErrorReason> {
    let value = helper
        .param(position)
        .ok_or(RenderErrorReason::ParamNotFoundForIndex(name, position))?;
    match value.value() {
        handlebars::JsonValue::String(text) => Ok(text.clone()),
        handlebars::JsonValue::Number(number) => Ok(number.to_string()),
        _ => Err(RenderErrorReason::Other(format!(
            "“{name}” was given something that is not known"
        ))),
    }
}
