//! Typing and pasting into the field that has the focus.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

use crate::browser::effect::Effect;
use crate::browser::model::{Dialog, Focus, Model, SearchField, TextField};

impl Model {
    /// A key that is bound to nothing, where letters are text.
    pub(super) fn type_key(&mut self, event: &KeyEvent) -> Vec<Effect> {
        self.notice = None;
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let Some(field) = self.focused_field() else { return Vec::new() };
        match event.code {
            KeyCode::Char(letter) if !control && !event.modifiers.contains(KeyModifiers::ALT) => field.insert(letter),
            code => {
                if let Some(request) = edit(code, control) {
                    field.edit(request);
                }
            }
        }
        self.typed()
    }

    /// Text that was pasted. Outside a field it does nothing: it might hold keys.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if !self.context().takes_text() {
            return Vec::new();
        }
        let Some(field) = self.focused_field() else { return Vec::new() };
        for character in text.trim().chars().map(|character| if character.is_control() { ' ' } else { character }) {
            field.insert(character);
        }
        self.typed()
    }

    fn focused_field(&mut self) -> Option<&mut TextField> {
        match &mut self.dialog {
            Some(Dialog::Permission(form)) => return Some(&mut form.words),
            Some(Dialog::Emergency(form)) => return Some(&mut form.words),
            Some(Dialog::LookUp(form)) => return Some(&mut form.words),
            Some(Dialog::Words(form)) => return form.fields.get_mut(form.focus).map(|field| &mut field.text),
            Some(_) => return None,
            None => {}
        }
        if !self.stack.is_empty() {
            return self.record.as_mut()?.filter.as_mut().map(|filter| &mut filter.needle);
        }
        let field = self.home.field()?;
        Some(self.home.form.field_mut(field))
    }

    fn typed(&mut self) -> Vec<Effect> {
        if let Some(Dialog::LookUp(_)) = self.dialog {
            return self.look_up();
        }
        if self.dialog.is_none() && !self.stack.is_empty() {
            return self.refilter();
        }
        Vec::new()
    }

    /// Moves the focus of the search form.
    pub(super) fn focus_field(&mut self, step: fn(SearchField) -> SearchField) {
        let field = self.home.field().map_or(SearchField::NhsNumber, step);
        self.home.focus = Focus::Form(field);
    }
}

fn edit(code: KeyCode, control: bool) -> Option<InputRequest> {
    Some(match code {
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        KeyCode::Char('a') if control => InputRequest::GoToStart,
        KeyCode::Char('e') if control => InputRequest::GoToEnd,
        KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
        KeyCode::Char('k') if control => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}
