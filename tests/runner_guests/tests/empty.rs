//! A suite without tests.
