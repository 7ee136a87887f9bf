// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TextColumn.h"

#include "ui/Forms.h"
#include "ui/PlainLabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace pt {

TextColumn::TextColumn(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    clear();
}

void TextColumn::clear()
{
    m_content = new QWidget;
    m_content->setBackgroundRole(QPalette::Base);
    m_content->setAutoFillBackground(true);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(14, 12, 14, 12);
    m_column->setSpacing(8);
    setWidget(m_content); // takes it, deletes the one before
}

/// The height of the column is that of the texts at the width they have. At their narrowest they are
/// higher, and the column would end in empty space.
void TextColumn::place(PlainLabel *label)
{
    QSizePolicy policy = label->sizePolicy();
    policy.setVerticalPolicy(QSizePolicy::Preferred);
    label->setSizePolicy(policy);
    m_column->addWidget(label);
    label->show();
}

void TextColumn::add(PlainLabel *label)
{
    label->setSelectable(true);
    label->setAccessibleName(label->text());
    place(label);
}

void TextColumn::addHeading(const QString &text)
{
    if (m_column->count() > 0)
        m_column->addSpacing(8);
    place(new PlainLabel(text, m_content, PlainLabel::Role::Heading));
}

void TextColumn::addText(const QString &text)
{
    add(new PlainLabel(text, m_content));
}

void TextColumn::addMuted(const QString &text)
{
    add(new PlainLabel(text, m_content, PlainLabel::Role::Muted));
}

void TextColumn::addCopyable(const QString &text, const QString &buttonText, const QString &accessibleName)
{
    auto *row = new QHBoxLayout;
    auto *field = new QLineEdit(m_content);
    makeTechnical(field);
    field->setReadOnly(true);
    field->setFont(monospaced());
    field->setText(text);
    field->setCursorPosition(0);
    field->setAccessibleName(accessibleName);
    auto *button = new QPushButton(m_content);
    button->setAutoDefault(true);
    nameButton(button, buttonText);
    button->setAccessibleDescription(accessibleName);
    row->addWidget(field, 1);
    row->addWidget(button);
    m_column->addLayout(row);
    connect(button, &QPushButton::clicked, this, [this, text] { emit copyRequested(text); });
}

void TextColumn::addCopyableLines(const QString &lines, const QString &copied, const QString &buttonName,
                                  const QString &buttonText, const QString &accessibleName)
{
    if (!lines.isEmpty()) {
        auto *panel = new PlainLabel(lines, m_content);
        panel->setFrameShape(QFrame::StyledPanel);
        panel->setMargin(8);
        panel->setFont(monospaced());
        add(panel);
        panel->setAccessibleName(accessibleName);
    }
    auto *button = new QPushButton(m_content);
    button->setObjectName(buttonName);
    button->setAutoDefault(true);
    nameButton(button, buttonText);
    button->setAccessibleDescription(accessibleName);
    m_column->addWidget(button, 0, Qt::AlignLeft); // turned round where text runs from the right
    connect(button, &QPushButton::clicked, this, [this, copied] { emit copyRequested(copied); });
}

void TextColumn::finish()
{
    m_column->addStretch(1);
}

} // namespace pt
