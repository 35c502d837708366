//! Short names for what a wasm module and its script call of each other. wasm-bindgen's own hold a hash each, which no
//! compression makes smaller: 150 of them, in both files.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::{fs, io};

use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{CustomSectionReader, Export, ImportSectionReader, Parser};

type Error = reencode::Error<Infallible>;

/// Copies a module and gives names away as it meets them; sections that only tools read are left out.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// The new name of `old`.
    fn short(&mut self, old: &str) -> &str {
        let next = letters(self.0.len());
        self.0.entry(old.to_owned()).or_insert(next)
    }

    /// The script with the new names: every word that is an old name.
    fn replace(&self, script: &str) -> String {
        let mut rest = script;
        let mut replaced = String::with_capacity(script.len());
        let in_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
        while let Some(start) = rest.find(in_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|letter| !in_word(letter)).unwrap_or(from.len()));
            replaced.extend([before, self.0.get(word).map_or(word, String::as_str)]);
            rest = after;
        }
        replaced + rest
    }
}

/// $a, $b … $z, $aa, $ba … in this order: no word of the language, nor one of the script.
fn letters(mut number: usize) -> String {
    let mut name = "$".to_owned();
    loop {
        name.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return name;
        }
        number = number / 26 - 1;
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.short(import.name), kind);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error> {
        // The others are few, and words that a script may say of something else.
        // A mark of Leptos holds a hash of the folder that its source lies in: other bytes on every computer.
        let long = ["wasm_bindgen__", "_WASM_SPLIT_MARKER_"].iter().any(|start| export.name.starts_with(start));
        let name = if long { self.short(export.name) } else { export.name };
        let name = name.to_owned();
        utils::parse_export(self, exports, Export { name: &name, ..export })
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// Shortens the names between `{name}_bg.wasm` and `{name}.js` in a folder; to be called before esbuild.
///
/// # Errors
/// A file cannot be read or written, or is no wasm module.
pub fn shorten(folder: &Path, name: &str) -> io::Result<()> {
    let (wasm, js) = (folder.join(format!("{name}_bg.wasm")), folder.join(format!("{name}.js")));
    let mut names = Names::default();
    let mut module = Module::new();
    let copied = names.parse_core_module(&mut module, Parser::new(0), &fs::read(&wasm)?);
    copied.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", wasm.display())))?;
    fs::write(wasm, module.finish())?;
    let script = fs::read_to_string(&js)?;
    fs::write(js, names.replace(&script))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, EntityType, ExportKind, TypeSection};
    use wasmparser::Payload;

    use super::*;

    #[test]
    fn names_are_letters_and_none_comes_twice() {
        assert_eq!([0, 25, 26, 27, 52, 701, 702].map(letters), ["$a", "$z", "$aa", "$ba", "$ab", "$zz", "$aaa"]);
    }

    #[test]
    fn a_module_and_its_script_agree_on_the_new_names() {
        let folder = std::env::temp_dir().join(format!("groundwork-names-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
        imports.import("./x_bg.js", "__wbg_one_01", EntityType::Function(0));
        imports.import("./x_bg.js", "__wbg_two_02", EntityType::Function(0));
        exports.export("wasm_bindgen__invoke", ExportKind::Func, 0).export("main", ExportKind::Func, 1);
        exports.export("_WASM_SPLIT_MARKER_732e786d2a082da8version", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.section(&CustomSection { name: "producers".into(), data: (&[1, 2, 3]).into() });
        fs::write(folder.join("x_bg.wasm"), module.finish()).unwrap();
        fs::write(folder.join("x.js"), "({ __wbg_two_02() { wasm.main() }, __wbg_one_01: wasm.wasm_bindgen__invoke })")
            .unwrap();
        shorten(&folder, "x").unwrap();
        assert_eq!(fs::read_to_string(folder.join("x.js")).unwrap(), "({ $b() { wasm.main() }, $a: wasm.$c })");
        let wasm = fs::read(folder.join("x_bg.wasm")).unwrap();
        let names: Vec<String> = Parser::new(0)
            .parse_all(&wasm)
            .flat_map(|part| match part.unwrap() {
                Payload::ImportSection(imports) => {
                    imports.into_imports().map(|import| import.unwrap().name.to_owned()).collect()
                }
                Payload::ExportSection(exports) => {
                    exports.into_iter().map(|export| export.unwrap().name.to_owned()).collect()
                }
                Payload::CustomSection(_) => vec!["a custom section".to_owned()],
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(names, ["$a", "$b", "$c", "main", "$d"]);
        fs::write(folder.join("x_bg.wasm"), "no module").unwrap();
        assert!(shorten(&folder, "x").unwrap_err().to_string().contains("x_bg.wasm: "));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_whole_words_are_replaced() {
        let names = Names(BTreeMap::from([("__wbg_a_01".to_owned(), "a".to_owned())]));
        assert_eq!(names.replace("{ __wbg_a_01: x.__wbg_a_01_2 }, é__wbg_a_01"), "{ a: x.__wbg_a_01_2 }, éa");
    }
}
