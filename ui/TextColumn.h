// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace pt {

class PlainLabel;

/// A column of plain texts and what goes with them, to scroll through by keyboard.
class TextColumn : public QScrollArea
{
    Q_OBJECT

public:
    explicit TextColumn(QWidget *parent = nullptr);

    void clear();
    void addHeading(const QString &text);
    void addText(const QString &text);
    void addMuted(const QString &text);
    /// Words or a command in a field of its own, with a button that asks for them to be copied.
    void addCopyable(const QString &text, const QString &buttonText, const QString &accessibleName);
    /// Several lines in a panel of their own, below it a button that asks for `copied`.
    void addCopyableLines(const QString &lines, const QString &copied, const QString &buttonName,
                          const QString &buttonText, const QString &accessibleName);
    /// Ends the column; what is there stays at the top.
    void finish();

signals:
    void copyRequested(const QString &text);

private:
    void place(PlainLabel *label);
    void add(PlainLabel *label);

    QWidget *m_content = nullptr;
    QVBoxLayout *m_column = nullptr;
};

} // namespace pt
