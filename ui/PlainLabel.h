// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace pt {

/// The only label of the window: plain text always, as it may show what a proxy sent, which a QLabel
/// would otherwise read as HTML and load images for.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Role { Body, Title, Heading, Muted };

    explicit PlainLabel(QWidget *parent = nullptr, Role role = Role::Body);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr, Role role = Role::Body);

    /// Lets mouse and keyboard select and copy the text; the label then takes the focus.
    void setSelectable(bool on);
    bool hasHeightForWidth() const override { return wordWrap(); }
    /// Small where the text wraps: the height comes from the width that is had, not from the smallest.
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyRole();

    Role m_role;
    bool m_applying = false;
};

} // namespace pt
