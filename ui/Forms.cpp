// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Forms.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>

namespace pt {

QBoxLayout *readableColumn(QWidget *page)
{
    auto *outer = new QHBoxLayout(page);
    outer->setContentsMargins(24, 8, 24, 16);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    outer->addLayout(column, 6);
    auto *filler = new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum);
    outer->addItem(filler);
    outer->setStretch(1, 1);
    return column;
}

QString withoutMnemonic(QString text)
{
    // "&&" stands for the character itself.
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'&' && i + 1 < text.size())
            ++i;
        plain += text.at(i);
    }
    return plain;
}

void nameButton(QAbstractButton *button, const QString &text)
{
    button->setText(text);
    button->setAccessibleName(withoutMnemonic(text));
}

QFont monospaced()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (const qreal size = QApplication::font().pointSizeF(); size > 0)
        font.setPointSizeF(size);
    return font;
}

void makeTechnical(QLineEdit *field)
{
    field->setLayoutDirection(Qt::LeftToRight);
    field->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
}

} // namespace pt
