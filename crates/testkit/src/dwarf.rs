//! The function and line tables of a wasm file's debug information, in a form that survives moving code: for each function, by its
//! linkage name, the places in source files that its instructions come from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gimli::{AttributeValue, DW_AT_abstract_origin, DW_AT_high_pc, DW_AT_linkage_name, DW_AT_low_pc, DW_AT_name};
use gimli::{DW_AT_specification, DW_TAG_subprogram, DebuggingInformationEntry, LittleEndian, Reader as _, UnitRef};
use wasmparser::{Name, Parser, Payload};

use crate::{Error, Result};

/// What linkers and tools write in place of the address of code that is gone.
const TOMBSTONES: [u64; 3] = [0, u32::MAX as u64, u32::MAX as u64 - 1];

/// File, line and column.
pub type Place = (String, u64, u64);

/// For each function that has code and debug information, the places of its rows, once per copy of it.
pub type Functions = BTreeMap<String, Vec<Vec<Place>>>;

type Slice = gimli::EndianArcSlice<LittleEndian>;
type Entry<'a> = DebuggingInformationEntry<'a, 'a, Slice>;

/// Reads the tables of a wasm file.
///
/// # Errors
/// A file that is no wasm, or whose debug information cannot be read.
pub fn functions(path: &Path) -> Result<Functions> {
    let sections = custom_sections(path)?;
    let load = |id: gimli::SectionId| -> std::result::Result<Slice, gimli::Error> {
        let bytes = sections.get(id.name()).map(Vec::as_slice).unwrap_or_default();
        Ok(Slice::new(bytes.into(), LittleEndian))
    };
    let broken = |error: gimli::Error| Error::Content {
        path: path.to_path_buf(),
        problem: format!("its debug information cannot be read: {error}"),
    };
    let dwarf = gimli::Dwarf::load(load).map_err(broken)?;
    let mut functions = Functions::new();
    let mut units = dwarf.units();
    while let Some(header) = units.next().map_err(broken)? {
        let unit = dwarf.unit(header).map_err(broken)?;
        read_unit(unit.unit_ref(&dwarf), &mut functions).map_err(broken)?;
    }
    functions.values_mut().for_each(|copies| copies.sort());
    Ok(functions)
}

/// Names that the file's own name section has for functions with code.
///
/// # Errors
/// A file that is no wasm.
pub fn names(path: &Path) -> Result<BTreeSet<String>> {
    let sections = custom_sections(path)?;
    let broken = |source| Error::Wasm { path: path.to_path_buf(), source };
    let mut names = BTreeSet::new();
    let data = sections.get("name").map(Vec::as_slice).unwrap_or_default();
    for part in wasmparser::NameSectionReader::new(wasmparser::BinaryReader::new(data, 0)) {
        if let Name::Function(map) = part.map_err(broken)? {
            for naming in map {
                names.insert(naming.map_err(broken)?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// Names of the custom sections, to their contents.
///
/// # Errors
/// A file that is no wasm.
pub fn custom_sections(path: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
    let mut sections = BTreeMap::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        let payload = payload.map_err(|source| Error::Wasm { path: path.to_path_buf(), source })?;
        if let Payload::CustomSection(section) = payload {
            sections.insert(section.name().to_owned(), section.data().to_vec());
        }
    }
    Ok(sections)
}

fn read_unit(unit: UnitRef<'_, Slice>, functions: &mut Functions) -> std::result::Result<(), gimli::Error> {
    let rows = rows(unit)?;
    let mut entries = unit.entries();
    while let Some((_, entry)) = entries.next_dfs()? {
        if entry.tag() != DW_TAG_subprogram {
            continue;
        }
        let (Some((low, high)), Some(name)) = (range(unit, entry)?, linkage_name(unit, entry)?) else { continue };
        let first = rows.partition_point(|(address, _)| *address < low);
        let end = rows.partition_point(|(address, _)| *address < high);
        functions.entry(name).or_default().push(rows[first..end].iter().map(|(_, place)| place.clone()).collect());
    }
    Ok(())
}

/// All rows of the unit's line table, by address.
fn rows(unit: UnitRef<'_, Slice>) -> std::result::Result<Vec<(u64, Place)>, gimli::Error> {
    let mut rows = Vec::new();
    let Some(program) = unit.line_program.clone() else { return Ok(rows) };
    let mut program = program.rows();
    while let Some((header, row)) = program.next_row()? {
        if row.end_sequence() {
            continue;
        }
        let mut file = String::new();
        if let Some(entry) = row.file(header) {
            if let Some(directory) = entry.directory(header) {
                file += &unit.attr_string(directory)?.to_string_lossy()?;
                file.push('/');
            }
            file += &unit.attr_string(entry.path_name())?.to_string_lossy()?;
        }
        let column = match row.column() {
            gimli::ColumnType::LeftEdge => 0,
            gimli::ColumnType::Column(column) => column.get(),
        };
        rows.push((row.address(), (file, row.line().map_or(0, std::num::NonZero::get), column)));
    }
    rows.sort_by_key(|(address, _)| *address);
    Ok(rows)
}

/// Where the code of a function is, unless it has none.
fn range(unit: UnitRef<'_, Slice>, entry: &Entry<'_>) -> std::result::Result<Option<(u64, u64)>, gimli::Error> {
    let Some(low) = entry.attr_value(DW_AT_low_pc)? else { return Ok(None) };
    let Some(low) = unit.attr_address(low)?.filter(|low| !TOMBSTONES.contains(low)) else { return Ok(None) };
    let high = match entry.attr_value(DW_AT_high_pc)? {
        Some(AttributeValue::Udata(size)) => low + size,
        Some(value) => match (value.udata_value(), unit.attr_address(value)?) {
            (Some(size), _) => low + size,
            (None, Some(high)) => high,
            (None, None) => return Ok(None),
        },
        None => return Ok(None),
    };
    Ok(Some((low, high)))
}

/// The symbol of a function; copies made by inlining refer to the entry that has it.
fn linkage_name(unit: UnitRef<'_, Slice>, entry: &Entry<'_>) -> std::result::Result<Option<String>, gimli::Error> {
    for name in [DW_AT_linkage_name, DW_AT_name] {
        if let Some(value) = entry.attr_value(name)? {
            return Ok(Some(unit.attr_string(value)?.to_string_lossy()?.into_owned()));
        }
    }
    for reference in [DW_AT_abstract_origin, DW_AT_specification] {
        match entry.attr_value(reference)? {
            Some(AttributeValue::UnitRef(offset)) => return linkage_name(unit, &unit.entry(offset)?),
            Some(AttributeValue::DebugInfoRef(offset)) => {
                let mut headers = unit.dwarf.units();
                while let Some(header) = headers.next()? {
                    if let Some(inside) = offset.to_unit_offset(&header) {
                        let other = unit.dwarf.unit(header)?;
                        return linkage_name(other.unit_ref(unit.dwarf), &other.entry(inside)?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(None)
}
