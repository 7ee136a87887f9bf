// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PasswordField.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace pt {

PasswordField::PasswordField(QWidget *parent)
    : QLineEdit(parent)
{
    setDragEnabled(false);
    setShown(false);
}

void PasswordField::setShown(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    // Keyboards and input methods must not learn it, shown or not.
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                        | Qt::ImhNoAutoUppercase);
}

Secret PasswordField::take()
{
    QString copy = text();
    wipe();
    return Secret::takeText(std::move(copy));
}

SecretFacts PasswordField::facts() const
{
    QString copy = text();
    copy.detach();
    return Secret::takeText(std::move(copy)).facts();
}

void PasswordField::wipe()
{
    // setText() forgets the undo history, clear() would keep it.
    setText(QString());
}

void PasswordField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void PasswordField::mouseReleaseEvent(QMouseEvent *event)
{
    // On X11 a mouse selection is copied to the primary selection at this moment.
    if (echoMode() == QLineEdit::Normal && hasSelectedText()) {
        const int start = selectionStart();
        const int length = int(selectionLength());
        deselect();
        QLineEdit::mouseReleaseEvent(event);
        setSelection(start, length);
        return;
    }
    QLineEdit::mouseReleaseEvent(event);
}

void PasswordField::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
}

} // namespace pt
