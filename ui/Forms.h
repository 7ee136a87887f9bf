// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

class QAbstractButton;
class QBoxLayout;
class QLineEdit;
class QWidget;

namespace pt {

/// A column no wider than is good to read, in the middle of `page`'s width from its leading side.
QBoxLayout *readableColumn(QWidget *page);
/// Text and accessible name at once; the name is the text without its mnemonic.
void nameButton(QAbstractButton *button, const QString &text);
QString withoutMnemonic(QString text);
/// The system's font of equal widths, as large as the application's own.
QFont monospaced();
/// A field for addresses and names of machines: left to right in every language.
void makeTechnical(QLineEdit *field);

} // namespace pt
