// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "protocol/TokenSpot.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QSplitter;
class QTreeWidget;
class QTreeWidgetItem;

namespace pt {

/// The tokens of one exchange taken apart, as a tree of tokens and their fields, and beside it the
/// bytes of the chosen token where the record has them. Not to be seen where there is no token.
class TokenPane : public QWidget
{
    Q_OBJECT

public:
    explicit TokenPane(QWidget *parent = nullptr);

    void setExchange(const Exchange *exchange); ///< copied; nullptr: none
    void clear() { setExchange(nullptr); }
    std::optional<TokenSpot> current() const;
    /// Goes to that line of the tree without chosen() being emitted; nullopt: to none.
    void setCurrent(const std::optional<TokenSpot> &spot);
    /// Name and meaning of what is chosen, for a line below; empty: nothing is.
    QString meaning() const;
    QList<QWidget *> controls() const;

signals:
    /// A person went to another line.
    void chosen();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void retranslate();
    void showBytes();
    void fitColumns();
    QTreeWidgetItem *itemOf(const TokenSpot &spot) const;

    Exchange m_exchange;
    QSplitter *m_split;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_bytes;
    bool m_quiet = false; ///< the current line is being set by the program
};

} // namespace pt
