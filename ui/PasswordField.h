// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QLineEdit>

namespace pt {

/// A field for a password that leaves no copies: nothing goes to the clipboard or the selection, and
/// taking the text forgets what could be undone.
class PasswordField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasswordField(QWidget *parent = nullptr);

    void setShown(bool shown);
    /// The text as a secret; the field is empty afterwards.
    Secret take();
    /// What may be said of the text as it is now.
    SecretFacts facts() const;
    void wipe();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace pt
