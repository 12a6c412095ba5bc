//! Classes: life of an object, its members, families.

use wbg_ir::class::Class;
use wbg_ir::export::{ExportKind, MemberKind, MemberOrigin, Placement};
use wbg_ir::func::{Fallible, Inbound, Prefix};
use wbg_ir::value::{Elem, Lift, LiftShape, Lower, LowerShape, Num, Ownership, StructPass};
use wbg_ir::{ClassId, CoreFn, HandleMode, Id, ResultMode};

use super::harness::{MODES, export, fixture, function, inbound, public, run, text, unit};
use crate::fixture::Fixture;

fn class(fixture: &mut Fixture, name: &str, extends: Option<ClassId>) -> ClassId {
    let lower = name.to_lowercase();
    let upcast = extends.map(|parent| {
        let parent = fixture.bindings.classes[parent].public.name.to_lowercase();
        (CoreFn::from_index(999), format!("__wbg_upcast_{lower}_to_{parent}"))
    });
    let free_name = format!("__wbg_{lower}_free");
    let id = fixture.bindings.classes.push(Class {
        public: public(name),
        private: false,
        extends,
        free: CoreFn::from_index(998),
        free_symbol: free_name.clone(),
        free_name: free_name.clone(),
        upcast: upcast.clone(),
        inspectable: true,
        comments: vec![],
        typescript: true,
    });
    fixture.linkage.frees.insert(id, free_name);
    if let Some((_, name)) = upcast {
        fixture.linkage.upcasts.insert(id, name);
    }
    id
}

fn number() -> Lower {
    Lower::new(LowerShape::Number(Num::I32))
}

fn lifted() -> Lift {
    Lift::new(LiftShape::Number(Num::I32))
}

fn constructor(fixture: &mut Fixture, class: ClassId, symbol: &str) {
    let call = inbound(vec![number()], Lift::new(LiftShape::Struct(class)));
    export(fixture, symbol, ExportKind::Constructor(class), call);
}

fn member(fixture: &mut Fixture, class: ClassId, name: &str, kind: MemberKind, placement: Placement, call: Inbound) {
    let kind = ExportKind::Member { class, placement, kind, name: name.to_owned(), origin: MemberOrigin::Impl };
    export(fixture, &format!("m_{name}_{}", call.args.len()), kind, call);
}

fn on(prefix: Prefix, args: Vec<Lower>, result: Lift) -> Inbound {
    Inbound { prefix, args, result, fallible: Fallible::No }
}

const LIFE: &str = r"
            results.new_counter = () => -16;
            results.m_value_0 = 42;
            const a = new Counter(3);
            equal(calls.pop(), ['new_counter', 3], 'constructor');
            equal(a.__wbg_ptr, 4294967280, 'unsigned address');
            equal(Object.keys(a), ['__wbg_ptr'], 'own properties');
            a.add(5);
            equal(calls.pop(), ['m_add_1', 4294967280, 5], 'method');
            equal(a.value, 42, 'getter');
            a.value = 7;
            equal(calls.pop(), ['m_value_1', 4294967280, 7], 'setter');
            equal(JSON.stringify(a), '{\x22value\x22:42}', 'toJSON');
            equal(a.toString(), '{\x22value\x22:42}', 'toString');
            equal(require('util').inspect(a), '{ value: 42 }', 'inspect');
            calls.length = 0;
            throws(() => a.into(Symbol()), /TypeError/, 'refused argument');
            equal(a.__wbg_ptr, 4294967280, 'a refused call does not consume');
            a.into(1);
            equal(calls.pop(), ['m_into_1', 4294967280, 1], 'by value');
            equal(a.__wbg_ptr, 0, 'consumed');
            a.free();
            equal(calls.pop(), ['__wbg_counter_free', 0, 0], 'the guest refuses the second time');
            results.make = 32;
            const b = make();
            equal([b instanceof Counter, b.__wbg_ptr, b.constructor.name], [true, 32, 'Counter'], 'wrapped');
            throws(() => consume(b, {}), /expected instance of Counter/, 'class check');
            equal(b.__wbg_ptr, 32, 'a refused call does not consume');
            calls.length = 0;
            consume(b, b);
            equal(calls.pop(), ['consume', 32, 0], 'one object twice');
            const c = make();
            if (Symbol.dispose) {
                c[Symbol.dispose]();
                equal(calls.pop(), ['__wbg_counter_free', 32, 0], 'dispose');
            }
            equal(typeof Counter['constructor'], 'function', 'a method of that name');
        ";

#[test]
fn an_object_lives_and_dies_once() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        let id = class(&mut fixture, "Counter", None);
        constructor(&mut fixture, id, "new_counter");
        member(
            &mut fixture,
            id,
            "add",
            MemberKind::Method,
            Placement::Instance,
            on(Prefix::Receiver, vec![number()], lifted()),
        );
        member(
            &mut fixture,
            id,
            "into",
            MemberKind::Method,
            Placement::Instance,
            on(Prefix::ReceiverByValue, vec![number()], unit()),
        );
        member(
            &mut fixture,
            id,
            "value",
            MemberKind::Getter,
            Placement::Instance,
            on(Prefix::Receiver, vec![], lifted()),
        );
        member(
            &mut fixture,
            id,
            "value",
            MemberKind::Setter,
            Placement::Instance,
            on(Prefix::Receiver, vec![number()], unit()),
        );
        member(
            &mut fixture,
            id,
            "[Symbol.toPrimitive]",
            MemberKind::Method,
            Placement::Instance,
            on(Prefix::Receiver, vec![], lifted()),
        );
        member(&mut fixture, id, "constructor", MemberKind::Method, Placement::Static, inbound(vec![], unit()));
        let by = |pass| Lower::new(LowerShape::Struct(id, pass));
        function(&mut fixture, "consume", inbound(vec![by(StructPass::ByValue), by(StructPass::Ref)], unit()));
        function(&mut fixture, "make", inbound(vec![], Lift::new(LiftShape::Struct(id))));
        run(&fixture, LIFE);
    }
}

#[test]
fn what_nothing_calls_is_not_there() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    let id = class(&mut fixture, "Plain", None);
    constructor(&mut fixture, id, "new_plain");
    let text = text(&fixture);
    assert!(!text.contains("__wrap") && !text.contains("__unwrap"), "{text}");
    assert!(text.contains("__destroy_into_raw() {") && text.contains("Plain.prototype[Symbol.dispose]"), "{text}");
}

#[test]
fn a_family_keeps_one_address_per_level() {
    for (mode, results) in MODES {
        let mut fixture = fixture(mode, results);
        let animal = class(&mut fixture, "Animal", None);
        let dog = class(&mut fixture, "Dog", Some(animal));
        constructor(&mut fixture, animal, "new_animal");
        constructor(&mut fixture, dog, "new_dog");
        member(
            &mut fixture,
            animal,
            "name",
            MemberKind::Method,
            Placement::Instance,
            on(Prefix::Receiver, vec![], lifted()),
        );
        member(
            &mut fixture,
            animal,
            "bury",
            MemberKind::Method,
            Placement::Instance,
            on(Prefix::ReceiverByValue, vec![], unit()),
        );
        let by = |class, pass| Lower::new(LowerShape::Struct(class, pass));
        function(&mut fixture, "look", inbound(vec![by(animal, StructPass::Ref)], unit()));
        function(&mut fixture, "keep", inbound(vec![by(animal, StructPass::ByValue)], unit()));
        function(&mut fixture, "makeDog", inbound(vec![], Lift::new(LiftShape::Struct(dog))));
        run(
            &fixture,
            r"
            results.new_animal = 16;
            results.new_dog = 32;
            results.makeDog = 32;
            results.__wbg_upcast_dog_to_animal = 48;
            const dog = new Dog(1);
            equal(calls.splice(0), [['new_dog', 1], ['__wbg_upcast_dog_to_animal', 32]], 'one Rust side');
            equal([dog instanceof Animal, dog.__wbg_ptr], [true, 32], 'address');
            dog.name();
            look(dog);
            equal(calls.splice(0), [['m_name_0', 48], ['look', 48]], 'inherited');
            throws(() => dog.bury(), /TypeError.*Animal/, 'by value through the parent');
            throws(() => keep(dog), /TypeError.*Animal/, 'argument by value');
            throws(() => Animal.prototype.free.call(dog), /TypeError/, 'free through the parent');
            equal(calls.splice(0), [], 'nothing was called');
            dog.free();
            equal(calls.splice(0), [['__wbg_animal_free', 48, 1], ['__wbg_dog_free', 32, 0]], 'free');
            const made = makeDog();
            equal([made.__wbg_ptr, made.__wbg_ptr_Animal, made.constructor.name], [32, 48, 'Dog'], 'wrapped');
            calls.length = 0;
            const cat = new Animal(2);
            keep(cat);
            equal(calls.splice(0), [['new_animal', 2], ['keep', 16]], 'own class by value');
            class Own extends Dog {
                constructor() {
                    super(9);
                }
            }
            equal([new Own().__wbg_ptr, calls.splice(0)[0]], [32, ['new_dog', 9]], 'extended in JS');
        ",
        );
    }
}

#[test]
fn a_constructor_may_return_another_class_or_a_promise() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    let id = class(&mut fixture, "A", None);
    let other = class(&mut fixture, "B", None);
    let late = class(&mut fixture, "C", None);
    export(&mut fixture, "new_a", ExportKind::Constructor(id), inbound(vec![], Lift::new(LiftShape::Struct(other))));
    let promise = LiftShape::Handle(wbg_ir::value::HandleType::Any, Ownership::Owned);
    export(&mut fixture, "new_c", ExportKind::Constructor(late), inbound(vec![], Lift::new(promise)));
    run(
        &fixture,
        "results.new_a = 8; results.new_c = Promise.resolve(1);\nequal(new A() instanceof B, true);\nequal(new C() instanceof Promise, true);\n",
    );
}

#[test]
fn debug_glue_refuses_early() {
    let mut fixture = fixture(HandleMode::ExternrefTable, ResultMode::MultiValue);
    fixture.options.checks = crate::options::Checks::Debug;
    let id = class(&mut fixture, "Counter", None);
    let add = on(Prefix::Receiver, vec![number()], lifted());
    member(&mut fixture, id, "add", MemberKind::Method, Placement::Instance, add);
    let by = |shape| inbound(vec![Lower::new(shape)], unit());
    function(&mut fixture, "make", inbound(vec![], Lift::new(LiftShape::Struct(id))));
    function(&mut fixture, "look", by(LowerShape::Struct(id, StructPass::Ref)));
    function(&mut fixture, "flag", by(LowerShape::Boolean));
    function(&mut fixture, "big", by(LowerShape::Number(Num::U64)));
    function(&mut fixture, "list", by(LowerShape::Slice(Elem::U8)));
    function(&mut fixture, "fill", by(LowerShape::SliceMut(Elem::U16)));
    run(
        &fixture,
        r"
        results.make = 8;
        throws(() => new Counter(), /cannot invoke `new`/);
        const counter = make();
        throws(() => counter.add('1'), /expected a number argument, found string/);
        throws(() => flag(1), /expected a boolean/);
        throws(() => big(1), /expected a bigint/);
        throws(() => list(1), /expected an array/);
        throws(() => fill(new Uint8Array(1)), /2 bytes per element/);
        fill(new Uint16Array(1));
        counter.add(1);
        counter.__destroy_into_raw();
        throws(() => counter.add(1), /moved value/);
        throws(() => look(counter), /moved value/);
    ",
    );
}
