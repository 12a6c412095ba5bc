//! Descriptor words to type trees.
//!
//! One reader over the words that the interpreter collected. Opcode numbers come from the [`Dialect`]; checks here are about form
//! only, whether a type may stand where it stands is for binding to say.

use crate::dialect::Dialect;
use crate::error::{SignatureError, SignatureProblem};
use crate::opcodes::{Opcode, OpcodeTable};
use crate::signature::{Number, SequenceForm, SequenceMode, Signature, Type, TypeName};

/// Far above any real program, far below what the stack holds.
const MAX_DEPTH: usize = 100;

/// Lists up to this length are allocated as announced.
const TRUSTED: usize = 8;

/// Decodes a bare type: statics, struct fields, union payloads.
///
/// # Errors
/// The word that does not fit, or words left over.
pub fn decode_type(dialect: &Dialect, words: &[u32]) -> Result<Type, SignatureError> {
    let mut reader = Words::new(dialect, words);
    let ty = reader.ty(Bytes::Plain)?;
    reader.finish()?;
    Ok(ty)
}

/// Decodes the description of an exported or imported function.
///
/// # Errors
/// The word that does not fit, or words left over.
pub fn decode_function(dialect: &Dialect, words: &[u32]) -> Result<Signature, SignatureError> {
    let mut reader = Words::new(dialect, words);
    let signature = reader.function()?;
    reader.finish()?;
    Ok(signature)
}

/// Decodes the description inside a marker function: the key (empty for a cast) and the function.
///
/// # Errors
/// The word that does not fit, or words left over.
pub fn decode_marker(dialect: &Dialect, words: &[u32]) -> Result<(String, Signature), SignatureError> {
    let mut reader = Words::new(dialect, words);
    let key = reader.string()?;
    let signature = reader.function()?;
    reader.finish()?;
    Ok((key, signature))
}

/// What a `u8` below the current opcode is.
#[derive(Clone, Copy)]
enum Bytes {
    Plain,
    Clamped,
}

struct Words<'a> {
    opcodes: &'a OpcodeTable,
    words: &'a [u32],
    /// Index of the next word; never beyond the end.
    pos: usize,
    /// Opcodes whose operands are being read, outermost first.
    open: Vec<Opcode>,
}

impl<'a> Words<'a> {
    fn new(dialect: &'a Dialect, words: &'a [u32]) -> Self {
        Self { opcodes: dialect.opcodes(), words, pos: 0, open: Vec::new() }
    }

    fn error_at(&self, index: usize, problem: SignatureProblem) -> SignatureError {
        SignatureError { index, opcode: self.open.last().copied(), problem }
    }

    /// An error at the word read last.
    fn error(&self, problem: SignatureProblem) -> SignatureError {
        self.error_at(self.pos.saturating_sub(1), problem)
    }

    fn left(&self) -> usize {
        self.words.len() - self.pos
    }

    fn finish(&self) -> Result<(), SignatureError> {
        match self.left() {
            0 => Ok(()),
            n => Err(self.error_at(self.pos, SignatureProblem::Trailing(n))),
        }
    }

    fn word(&mut self) -> Result<u32, SignatureError> {
        let Some(&word) = self.words.get(self.pos) else {
            return Err(self.error_at(self.pos, SignatureProblem::Truncated));
        };
        self.pos += 1;
        Ok(word)
    }

    /// A length of items that take at least one word each.
    fn count(&mut self) -> Result<usize, SignatureError> {
        let count = self.word()?;
        let left = self.left();
        match usize::try_from(count) {
            Ok(n) if n <= left => Ok(n),
            _ => Err(self.error(SignatureProblem::TooLong { count, left })),
        }
    }

    fn string(&mut self) -> Result<String, SignatureError> {
        let len = self.count()?;
        let mut text = String::with_capacity(len);
        for _ in 0..len {
            let word = self.word()?;
            let c = char::from_u32(word).ok_or_else(|| self.error(SignatureProblem::Character(word)))?;
            text.push(c);
        }
        Ok(text)
    }

    fn flag(&mut self) -> Result<bool, SignatureError> {
        match self.word()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.error(SignatureProblem::Flag(other))),
        }
    }

    fn opcode(&mut self) -> Result<Opcode, SignatureError> {
        let number = self.word()?;
        self.opcodes.opcode(number).ok_or_else(|| self.error(SignatureProblem::UnknownOpcode(number)))
    }

    /// Runs `read` with `opcode` as the innermost open one.
    fn within<T>(
        &mut self,
        opcode: Opcode,
        read: impl FnOnce(&mut Self) -> Result<T, SignatureError>,
    ) -> Result<T, SignatureError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(SignatureProblem::TooDeep(MAX_DEPTH)));
        }
        self.open.push(opcode);
        let result = read(self);
        self.open.pop();
        result
    }

    /// A `FUNCTION` with its opcode.
    fn function(&mut self) -> Result<Signature, SignatureError> {
        match self.opcode()? {
            Opcode::Function => self.within(Opcode::Function, Self::signature),
            other => Err(self.error(SignatureProblem::NotAFunction(other))),
        }
    }

    /// The operands of `FUNCTION`. A clamped type around it does not reach inside.
    fn signature(&mut self) -> Result<Signature, SignatureError> {
        let shim_index = self.word()?;
        let count = self.count()?;
        let args = self.types(count, Bytes::Plain)?;
        Ok(Signature { shim_index, args, ret: self.ty(Bytes::Plain)?, inner_ret: self.ty(Bytes::Plain)? })
    }

    fn types(&mut self, count: usize, bytes: Bytes) -> Result<Vec<Type>, SignatureError> {
        let mut types = Vec::with_capacity(count.min(TRUSTED));
        for _ in 0..count {
            types.push(self.ty(bytes)?);
        }
        Ok(types)
    }

    fn ty(&mut self, bytes: Bytes) -> Result<Type, SignatureError> {
        let opcode = self.opcode()?;
        self.within(opcode, |reader| reader.operands(opcode, bytes))
    }

    fn boxed(&mut self, bytes: Bytes) -> Result<Box<Type>, SignatureError> {
        self.ty(bytes).map(Box::new)
    }

    /// The operands of `opcode`: a table in the order of the opcodes.
    fn operands(&mut self, opcode: Opcode, bytes: Bytes) -> Result<Type, SignatureError> {
        Ok(match opcode {
            Opcode::I8 => Type::Number(Number::I8),
            Opcode::U8 => Type::Number(match bytes {
                Bytes::Plain => Number::U8,
                Bytes::Clamped => Number::ClampedU8,
            }),
            Opcode::I16 => Type::Number(Number::I16),
            Opcode::U16 => Type::Number(Number::U16),
            Opcode::I32 => Type::Number(Number::I32),
            Opcode::U32 => Type::Number(Number::U32),
            Opcode::I64 => Type::Number(Number::I64),
            Opcode::U64 => Type::Number(Number::U64),
            Opcode::I64AsF64 => Type::Number(Number::Isize64),
            Opcode::U64AsF64 => Type::Number(Number::Usize64),
            Opcode::I128 => Type::Big128 { signed: true },
            Opcode::U128 => Type::Big128 { signed: false },
            Opcode::F32 => Type::Number(Number::F32),
            Opcode::F64 => Type::Number(Number::F64),
            Opcode::Boolean => Type::Boolean,
            Opcode::Function => Type::Function(Box::new(self.signature()?)),
            Opcode::Closure => {
                Type::Closure { owned: self.flag()?, mutable: self.flag()?, signature: Box::new(self.function()?) }
            }
            Opcode::CachedString => Type::CachedString,
            Opcode::String => Type::String,
            Opcode::Ref => Type::Ref(self.boxed(bytes)?),
            Opcode::RefMut => Type::RefMut(self.boxed(bytes)?),
            Opcode::LongRef => self.long_ref(bytes)?,
            Opcode::Slice => Type::Slice(self.boxed(bytes)?),
            Opcode::Vector => Type::Vector(self.boxed(bytes)?),
            Opcode::Externref => Type::Externref,
            Opcode::NamedExternref => Type::NamedExternref(self.string()?),
            Opcode::Enum | Opcode::StringEnum | Opcode::DynamicUnion | Opcode::RustStruct => {
                self.definition(opcode, bytes)?
            }
            Opcode::Char => Type::Char,
            Opcode::Optional => Type::Option(self.boxed(bytes)?),
            Opcode::Result => Type::Result(self.boxed(bytes)?),
            Opcode::Unit => Type::Unit,
            Opcode::Clamped => self.ty(Bytes::Clamped)?,
            Opcode::NonNull => Type::NonNull,
            Opcode::RawPointer => Type::RawPointer,
            Opcode::SeqMode => Type::Sequence(self.sequence_mode()?, self.boxed(bytes)?),
            Opcode::Nullable => Type::Nullable(self.boxed(bytes)?),
        })
    }

    /// A reference that outlives the call: JS handles are passed owned instead.
    fn long_ref(&mut self, bytes: Bytes) -> Result<Type, SignatureError> {
        Ok(match self.ty(bytes)? {
            owned @ (Type::Externref | Type::NamedExternref(_)) => owned,
            other => Type::Ref(Box::new(other)),
        })
    }

    /// A type that some crate of the guest defines, by name.
    fn definition(&mut self, opcode: Opcode, bytes: Bytes) -> Result<Type, SignatureError> {
        let qualified = self.string()?;
        // The one number of an enum stands between its name and the name's crate.
        let number = match opcode {
            Opcode::Enum | Opcode::StringEnum => self.word()?,
            _ => 0,
        };
        let crate_id = self.string()?;
        let module_hash = match opcode {
            Opcode::RustStruct => 0,
            _ => self.word()?,
        };
        let name = TypeName { qualified, crate_id, module_hash };
        Ok(match opcode {
            Opcode::Enum => Type::Enum { name, hole: number },
            Opcode::StringEnum => Type::StringEnum { name, variants: number },
            Opcode::DynamicUnion => {
                let count = self.count()?;
                let members = self.types(count, bytes)?;
                Type::DynamicUnion { name, members }
            }
            _ => Type::Struct(name),
        })
    }

    fn sequence_mode(&mut self) -> Result<SequenceMode, SignatureError> {
        let word = self.word()?;
        let form = match word & 3 {
            0 => SequenceForm::View,
            1 => SequenceForm::Copy,
            2 => SequenceForm::Array,
            _ => return Err(self.error(SignatureProblem::SequenceMode(word))),
        };
        if word >= 1 << 4 {
            return Err(self.error(SignatureProblem::SequenceMode(word)));
        }
        Ok(SequenceMode { form, owned_key: word & 4 != 0, explicit: word & 8 != 0 })
    }
}
