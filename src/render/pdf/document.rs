//! From set pages to the bytes of a file: glyphs, rules, links, what each piece is, and what the document says of itself.

use jiff::civil::Date;
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Quadrilateral, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};

use super::outline::build_outline;
use super::rows::PositionedLine;
use crate::letters::letter::Url;
use crate::render::pdf::lines::GlyphRun;
use crate::render::pdf::page::PdfPage;
use crate::render::pdf::tree::{LinkRoom, StructurePosition, StructureTree};

/// How thick a rule is.
const RULE: f32 = 0.5;
/// How high a bar is.
const BAR: f32 = 8.0;

/// A document that is set.
#[derive(Debug, Default)]
pub struct PdfDocument {
    /// Its language, BCP 47.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day it bears.
    pub date: Option<Date>,
    /// Its pages.
    pub pages: Vec<PdfPage>,
    /// What the lines of the pages are part of.
    pub tree: StructureTree,
}

/// A link on a page: of which piece, where it leads, its marked content and the fields it covers.
struct PageLink {
    key: (StructurePosition, usize),
    room: LinkRoom,
    url: Url,
    contents: Vec<Identifier>,
    fields: Vec<Quadrilateral>,
}

impl PdfPage {
    /// An empty page.
    pub fn new(size: (f32, f32)) -> Self {
        Self {
            size,
            cells: Vec::new(),
            repeated: Vec::new(),
            rules: Vec::new(),
            bars: Vec::new(),
            number: None,
        }
    }
}

/// Puts spaces in the place of words of the catalogue that say nothing: some readers take the usual value for an error.
fn leave_out(bytes: &mut [u8], words: &[u8]) {
    let tail = bytes.len().saturating_sub(CATALOGUE_WITHIN);
    let found = bytes[tail..]
        .windows(words.len())
        .rposition(|part| part == words);
    if let Some(at) = found {
        bytes[tail + at..][..words.len()].fill(b' ');
    }
}

/// The catalogue stands within so many bytes of the end of a file.
const CATALOGUE_WITHIN: usize = 1 << 16;

impl PdfDocument {
    /// The file. The same document gives the same bytes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        let mut document = Document::new();
        document.set_metadata(self.build_metadata());
        if let Some(outline) = build_outline(&self.pages, &self.tree) {
            document.set_outline(outline);
        }
        for page in std::mem::take(&mut self.pages) {
            self.draw_page(&mut document, &page);
        }
        document.set_tag_tree(self.tree.into_tag_tree().with_lang(Some(self.lang)));
        // Only a broken font or a broken tree fails, and both are our own.
        let mut bytes = document.finish().unwrap_or_default();
        leave_out(&mut bytes, b"/Suspects false");
        bytes
    }

    fn build_metadata(&self) -> Metadata {
        let mut metadata = Metadata::new().language(self.lang.clone());
        if !self.title.trim().is_empty() {
            metadata = metadata.title(self.title.clone());
        }
        if let Some(author) = &self.author {
            metadata = metadata.authors(vec![author.clone()]);
        }
        if let Some((year, date)) = self
            .date
            .and_then(|date| Some((u16::try_from(date.year()).ok()?, date)))
        {
            let part = |number: i8| u8::try_from(number).unwrap_or(1);
            let midnight = DateTime::new(year)
                .month(part(date.month()))
                .day(part(date.day()))
                .hour(0)
                .minute(0)
                .second(0);
            metadata = metadata.creation_date(midnight.utc_offset_hour(0).utc_offset_minute(0));
        }
        metadata
    }

    fn draw_page(&mut self, document: &mut Document, set: &PdfPage) {
        let Some(settings) = PageSettings::from_wh(set.size.0, set.size.1) else {
            return;
        };
        let mut page = document.start_page_with(settings);
        let mut links = Vec::new();
        let mut surface = page.surface();
        for (base, cell) in &set.cells {
            self.draw_cell(&mut surface, *base, cell, &mut links);
        }
        draw_ornaments(&mut surface, set);
        surface.finish();
        for PageLink {
            room,
            url,
            contents,
            fields,
            ..
        } in links
        {
            let target = Target::Action(Action::Link(LinkAction::new(url.as_str().to_owned())));
            let annotation = LinkAnnotation::new_with_quad_points(fields, target);
            let shown = url.display_text().to_owned();
            let annotation =
                page.add_tagged_annotation(Annotation::new_link(annotation, Some(shown)));
            self.tree.finish_link(room, contents, annotation);
        }
        page.finish();
    }

    fn draw_cell(
        &mut self,
        surface: &mut Surface<'_>,
        base: f32,
        cell: &PositionedLine,
        links: &mut Vec<PageLink>,
    ) {
        for runs in cell.line.runs.chunk_by(|a, b| a.link == b.link) {
            let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            runs.iter()
                .for_each(|run| draw_run(surface, (cell.x, base), run, &cell.line.text));
            surface.end_tagged();
            let Some((number, url)) = &runs[0].link else {
                self.tree.add_content(cell.place, content);
                continue;
            };
            let key = (cell.place, *number);
            if links.last().is_none_or(|link| link.key != key) {
                let room = self.tree.begin_link(cell.place);
                links.push(PageLink {
                    key,
                    room,
                    url: url.clone(),
                    contents: Vec::new(),
                    fields: Vec::new(),
                });
            }
            if let Some(link) = links.last_mut() {
                link.contents.push(content);
                link.fields.push(bounding_quad(cell.x, base, runs));
            }
        }
    }
}

/// The field that runs of one line cover.
fn bounding_quad(x: f32, base: f32, runs: &[GlyphRun]) -> Quadrilateral {
    let left = x + runs.first().map_or(0.0, |run| run.x);
    let right = x + runs.last().map_or(0.0, |run| run.x + run.width);
    let size = runs.first().map_or(0.0, |run| run.size);
    let (top, bottom) = (base - size, base + size * 0.3);
    Quadrilateral(
        [(left, bottom), (right, bottom), (right, top), (left, top)]
            .map(|(x, y)| Point::from_xy(x, y)),
    )
}

fn draw_run(surface: &mut Surface<'_>, (x, base): (f32, f32), run: &GlyphRun, text: &str) {
    surface.draw_glyphs(
        Point::from_xy(x + run.x, base),
        &run.glyphs,
        run.font.clone(),
        text,
        run.size,
        false,
    );
}

/// What is on a page but not part of the text.
fn draw_ornaments(surface: &mut Surface<'_>, page: &PdfPage) {
    if let Some((x, base, line)) = &page.number {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::PageNumber,
        )));
        line.runs
            .iter()
            .for_each(|run| draw_run(surface, (*x, *base), run, &line.text));
        surface.end_tagged();
    }
    for (base, cell) in &page.repeated {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Header,
        )));
        cell.line
            .runs
            .iter()
            .for_each(|run| draw_run(surface, (cell.x, *base), run, &cell.line.text));
        surface.end_tagged();
    }
    for (x, y, length) in &page.bars {
        let Some(rect) = Rect::from_xywh(*x, y - BAR, *length, BAR) else {
            continue;
        };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        let Some(path) = path.finish() else { continue };
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Layout,
        )));
        surface.set_fill(Some(Fill {
            paint: rgb::Color::new(47, 93, 138).into(),
            ..Fill::default()
        }));
        surface.draw_path(&path);
        surface.set_fill(None);
        surface.end_tagged();
    }
    for (x, y, length) in &page.rules {
        let mut path = PathBuilder::new();
        path.move_to(*x, *y);
        path.line_to(x + length, *y);
        let Some(path) = path.finish() else { continue };
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Layout,
        )));
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            width: RULE,
            opacity: NormalizedF32::ONE,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
        surface.end_tagged();
    }
}
