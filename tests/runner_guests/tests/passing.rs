//! Everything passes, is ignored or panics as it should.

use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
fn adds() {
    assert_eq!(2 + 2, 4);
}

#[wasm_bindgen_test]
async fn waits() {
    suites::pause(5).await.unwrap();
}

#[wasm_bindgen_test]
fn talks() {
    console_log!("only with --nocapture");
}

#[wasm_bindgen_test]
fn is_fine() -> Result<(), String> {
    Ok(())
}

#[wasm_bindgen_test]
#[ignore]
fn sleeps() {}

#[wasm_bindgen_test]
#[ignore = "takes ages"]
async fn sleeps_long() {
    suites::pause(1).await.unwrap();
}

#[wasm_bindgen_test]
#[should_panic]
fn panics_somehow() {
    panic!("somehow");
}

#[wasm_bindgen_test]
#[should_panic(expected = "what was")]
async fn panics_later() {
    suites::pause(1).await.unwrap();
    panic!("exactly what was expected");
}

mod inner {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn adds() {
        assert_eq!(1 + 1, 2);
    }

    mod deeper {
        use wasm_bindgen_test::wasm_bindgen_test;

        #[wasm_bindgen_test]
        fn adds_up() {
            assert_eq!(3 + 4, 7);
        }
    }
}
