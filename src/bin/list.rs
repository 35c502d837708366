//! The list of cards.

fn main() {
    std::panic::set_hook(Box::new(groundwork::platform::failure::on_panic));
    wasm_bindgen_futures::spawn_local(groundwork::ui::start::list());
}
