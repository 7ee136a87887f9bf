// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PlainLabel.h"

#include "ui/Shades.h"

#include <QApplication>
#include <QEvent>

namespace pt {

PlainLabel::PlainLabel(QWidget *parent, Role role)
    : QLabel(parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setOpenExternalLinks(false);
    setTextInteractionFlags(Qt::NoTextInteraction);
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    applyRole();
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent, Role role)
    : PlainLabel(parent, role)
{
    setText(text);
}

void PlainLabel::setSelectable(bool on)
{
    setTextInteractionFlags(on ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                               : Qt::NoTextInteraction);
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    if (!wordWrap())
        return hint;
    return {qMin(hint.width(), fontMetrics().averageCharWidth() * 12),
            text().isEmpty() ? hint.height() : fontMetrics().height()};
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (!m_applying
        && (event->type() == QEvent::ApplicationFontChange
            || event->type() == QEvent::ApplicationPaletteChange)) {
        applyRole();
    }
}

void PlainLabel::applyRole()
{
    m_applying = true;
    QFont font = QApplication::font();
    const qreal size = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    switch (m_role) {
    case Role::Body:
        break;
    case Role::Title:
        font.setPointSizeF(size * 1.6);
        font.setWeight(QFont::DemiBold);
        break;
    case Role::Heading:
        font.setWeight(QFont::DemiBold);
        break;
    case Role::Muted:
        break;
    }
    if (m_role != Role::Body && m_role != Role::Muted)
        setFont(font);
    if (m_role == Role::Muted) {
        QPalette palette = QApplication::palette();
        palette.setColor(QPalette::WindowText, Shades::of(palette).muted);
        setPalette(palette);
    }
    m_applying = false;
}

} // namespace pt
