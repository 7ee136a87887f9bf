// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MessageBar.h"

#include "ui/PlainLabel.h"
#include "ui/Shades.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

namespace pt {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_mark(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageText"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_mark->setWordWrap(false);
    m_text->setSelectable(true);
    m_close->setAutoRaise(true);
    m_close->setText(QStringLiteral("×"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_mark, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    retranslate();
    hide();
}

void MessageBar::showMessage(Severity severity, const QString &text)
{
    m_severity = severity;
    m_text->setText(text);
    m_text->setAccessibleName(text);
    applyColours();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::clear()
{
    hide();
    m_text->clear();
}

QString MessageBar::message() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::ApplicationPaletteChange)
        applyColours();
}

void MessageBar::applyColours()
{
    const QPalette base = QApplication::palette();
    const Shades shades = Shades::of(base);
    QPalette palette = base;
    palette.setColor(QPalette::Window, shades.tint(base, shades.of(m_severity)));
    palette.setColor(QPalette::WindowText, base.color(QPalette::Text));
    setPalette(palette);
    const int side = fontMetrics().height() + 2;
    m_mark->setPixmap(markIcon(markOf(m_severity), base).pixmap(QSize(side, side), devicePixelRatioF()));
}

void MessageBar::retranslate()
{
    setAccessibleName(tr("Message"));
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));
}

} // namespace pt
