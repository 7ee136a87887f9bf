// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TokenPane.h"

#include "advice/TokenWords.h"
#include "model/VisibleText.h"
#include "ui/Forms.h"
#include "ui/Shades.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTreeWidget>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int tokenRole = Qt::UserRole;
constexpr int fieldRole = Qt::UserRole + 1;
constexpr qsizetype longestValue = 120; ///< of a value in the line below
constexpr qsizetype rowBytes = 8;
constexpr qsizetype mostBytesShown = 4096;
constexpr qsizetype offsetDigits = 4;
constexpr qsizetype firstColumn = offsetDigits + 2;

/// Where the two digits and the character of a byte stand in its row.
qsizetype digitColumn(qsizetype index)
{
    return firstColumn + 3 * index;
}

qsizetype characterColumn(qsizetype index)
{
    return firstColumn + 3 * rowBytes + 1 + index;
}

qsizetype rowLength()
{
    return characterColumn(rowBytes) + 1; // and the line end
}

/// Rows of eight bytes with their offset; of fields that bear a secret no byte is told.
QString hexRows(const QByteArray &octets, const QList<DecodedField> &fields)
{
    const qsizetype size = std::min(octets.size(), mostBytesShown);
    QList<bool> hidden(size, false);
    for (const DecodedField &field : fields) {
        if (!field.secret)
            continue;
        for (qsizetype i = std::max<qsizetype>(field.start, 0);
             i < std::min(field.start + field.length, size); ++i)
            hidden[i] = true;
    }
    QString text;
    for (qsizetype row = 0; row < size; row += rowBytes) {
        QString line = QString::number(row, 16).rightJustified(offsetDigits, u'0') + u"  "_s;
        QString characters;
        for (qsizetype i = 0; i < rowBytes; ++i) {
            if (row + i >= size) {
                line += u"   "_s;
                characters += u' ';
                continue;
            }
            const auto octet = static_cast<unsigned char>(octets.at(row + i));
            if (hidden.at(row + i)) {
                line += u"** "_s;
                characters += u'*';
                continue;
            }
            line += QString::number(octet, 16).rightJustified(2, u'0') + u' ';
            characters += octet >= 0x20 && octet < 0x7f ? QChar(char16_t(octet)) : QChar(u'.');
        }
        text += line + u' ' + characters + u'\n';
    }
    return text;
}

/// Names of machines and people, left to right in every language.
class ValueDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (option->direction == Qt::RightToLeft)
            option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute;
        option->direction = Qt::LeftToRight;
    }
};

} // namespace

TokenPane::TokenPane(QWidget *parent)
    : QWidget(parent)
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_tree(new QTreeWidget(m_split))
    , m_bytes(new QPlainTextEdit(m_split))
{
    m_tree->setObjectName(u"tokens"_s);
    m_tree->setColumnCount(4);
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setIndentation(14);
    m_tree->setItemDelegateForColumn(1, new ValueDelegate(m_tree));
    m_tree->setMinimumHeight(m_tree->fontMetrics().height() * 6);
    m_tree->header()->setStretchLastSection(false);
    m_tree->viewport()->installEventFilter(this);
    m_tree->header()->setSectionsMovable(false);

    m_bytes->setObjectName(u"tokenBytes"_s);
    m_bytes->setReadOnly(true);
    m_bytes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_bytes->setTabChangesFocus(true);
    m_bytes->setUndoRedoEnabled(false);
    m_bytes->setLayoutDirection(Qt::LeftToRight);
    m_bytes->setFont(monospaced());
    m_bytes->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_bytes->setMinimumHeight(m_tree->minimumHeight());

    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] {
        showBytes();
        if (!m_quiet)
            emit chosen();
    });
    retranslate();
    setVisible(false);
}

QList<QWidget *> TokenPane::controls() const
{
    return {m_tree, m_bytes};
}

void TokenPane::setExchange(const Exchange *exchange)
{
    if (!exchange || exchange->id != m_exchange.id)
        setCurrent(std::nullopt);
    m_exchange = exchange ? *exchange : Exchange();
    fill();
    setVisible(!m_exchange.decoded.isEmpty());
}

std::optional<TokenSpot> TokenPane::current() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    if (!item)
        return std::nullopt;
    return TokenSpot{item->data(0, tokenRole).toLongLong(), item->data(0, fieldRole).toLongLong()};
}

QTreeWidgetItem *TokenPane::itemOf(const TokenSpot &spot) const
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
        if ((*it)->data(0, tokenRole).toLongLong() == spot.token
            && (*it)->data(0, fieldRole).toLongLong() == spot.field)
            return *it;
    }
    return nullptr;
}

void TokenPane::setCurrent(const std::optional<TokenSpot> &spot)
{
    if (spot == current())
        return;
    m_quiet = true;
    QTreeWidgetItem *item = spot ? itemOf(*spot) : nullptr;
    m_tree->setCurrentItem(item);
    if (item) {
        for (QTreeWidgetItem *parent = item->parent(); parent; parent = parent->parent())
            parent->setExpanded(true);
        m_tree->scrollToItem(item);
    } else {
        m_tree->clearSelection();
    }
    m_quiet = false;
}

QString TokenPane::meaning() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    if (!item)
        return {};
    const QString value = visibleText(item->text(1), false, longestValue);
    if (value.isEmpty())
        return tr("%1: %2", "name of a token or field, what it means")
            .arg(item->text(0), item->text(2));
    return tr("%1, %2: %3", "name of a field, its value, what it means")
        .arg(item->text(0), value, item->text(2));
}

void TokenPane::fill()
{
    const std::optional<TokenSpot> kept = current();
    m_quiet = true;
    m_tree->clear();
    for (qsizetype i = 0; i < m_exchange.decoded.size(); ++i) {
        const DecodedToken &token = m_exchange.decoded.at(i);
        QStringList says{wordToken(token)};
        for (const QString &problem : token.problems)
            says.append(wordTokenProblem(problem));
        says.removeAll(QString());
        auto *root = new QTreeWidgetItem(
            m_tree, {wordTokenName(token.what), QString(), says.join(u' '), wordTokenSize(token)});
        root->setData(0, tokenRole, qint64(i));
        root->setData(0, fieldRole, qint64(-1));
        QFont bold = m_tree->font();
        bold.setWeight(QFont::DemiBold);
        root->setFont(0, bold);
        if (!token.problems.isEmpty())
            root->setIcon(0, markIcon(Mark::Warning, palette()));
        QList<QTreeWidgetItem *> parents{root};
        for (qsizetype k = 0; k < token.fields.size(); ++k) {
            const DecodedField &field = token.fields.at(k);
            const qsizetype depth = std::clamp<qsizetype>(field.depth, 0, parents.size() - 1);
            parents.resize(depth + 1);
            const QString where = field.length > 0 ? tr("%1–%2", "first and last byte of a field")
                                                         .arg(field.start)
                                                         .arg(field.start + field.length - 1)
                                                   : QString();
            auto *item = new QTreeWidgetItem(parents.last(),
                                             {wordFieldName(field.id), wordFieldValue(field),
                                              wordField(token.what, field), where});
            item->setData(0, tokenRole, qint64(i));
            item->setData(0, fieldRole, qint64(k));
            parents.append(item);
        }
        root->setExpanded(true);
    }
    fitColumns();
    QTreeWidgetItem *item = kept ? itemOf(*kept) : nullptr;
    m_tree->setCurrentItem(item);
    m_quiet = false;
    showBytes();
}

/// The meaning takes what is left; where that is too little, it is in the line below alone, and the
/// place of the bytes in what shows them.
void TokenPane::fitColumns()
{
    const int character = m_tree->fontMetrics().averageCharWidth();
    const bool wide = m_tree->viewport()->width() >= character * 70;
    m_tree->setColumnHidden(2, !wide);
    m_tree->setColumnHidden(3, !wide && !m_bytes->isHidden());
    QHeaderView *header = m_tree->header();
    header->setSectionResizeMode(1, wide ? QHeaderView::Interactive : QHeaderView::Stretch);
    header->setSectionResizeMode(2, wide ? QHeaderView::Stretch : QHeaderView::Interactive);
    for (const int column : {0, 1, 3}) {
        if (column == 1 && !wide)
            continue;
        m_tree->resizeColumnToContents(column);
        m_tree->setColumnWidth(column, std::min(m_tree->columnWidth(column), character * 34));
    }
    if (!wide)
        m_tree->setColumnWidth(0,
                               std::min(m_tree->columnWidth(0), m_tree->viewport()->width() / 2));
}

bool TokenPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void TokenPane::showBytes()
{
    const std::optional<TokenSpot> spot = current();
    QByteArray octets;
    if (spot && spot->token < m_exchange.decoded.size())
        octets = tokenOctets(m_exchange, m_exchange.decoded.at(spot->token));
    m_bytes->setVisible(!octets.isEmpty());
    m_bytes->setExtraSelections({});
    if (octets.isEmpty()) {
        m_bytes->clear();
        return;
    }
    // Tokens packed into each other share their bytes, and what is secret in one is in all.
    QList<DecodedField> fields;
    const DecodedToken &token = m_exchange.decoded.at(spot->token);
    for (const DecodedToken &other : std::as_const(m_exchange.decoded)) {
        if (other.place == token.place && other.start == token.start)
            fields += other.fields;
    }
    m_bytes->setPlainText(hexRows(octets, fields));
    const int wanted = m_bytes->fontMetrics().horizontalAdvance(QString(rowLength(), u'0')) + 40;
    m_bytes->setMinimumWidth(std::min(wanted, std::max(width() / 2, 120)));
    if (spot->field < 0 || spot->field >= token.fields.size())
        return;
    const DecodedField &field = token.fields.at(spot->field);
    const Shades shades = Shades::of(palette());
    QTextCharFormat format;
    format.setBackground(shades.proofCurrent);
    format.setForeground(shades.proofText);
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype end = std::min({field.start + field.length, octets.size(), mostBytesShown});
    for (qsizetype at = std::max<qsizetype>(field.start, 0); at < end;) {
        const qsizetype row = at / rowBytes;
        const qsizetype last = std::min(end, (row + 1) * rowBytes);
        const auto mark = [&](qsizetype from, qsizetype to) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(m_bytes->document());
            selection.cursor.setPosition(int(row * rowLength() + from));
            selection.cursor.setPosition(int(row * rowLength() + to), QTextCursor::KeepAnchor);
            selection.format = format;
            marks.append(selection);
        };
        mark(digitColumn(at % rowBytes), digitColumn((last - 1) % rowBytes) + 2);
        mark(characterColumn(at % rowBytes), characterColumn((last - 1) % rowBytes) + 1);
        at = last;
    }
    m_bytes->setExtraSelections(marks);
    if (!marks.isEmpty()) {
        QTextCursor cursor = marks.first().cursor;
        cursor.clearSelection();
        m_bytes->setTextCursor(cursor);
        m_bytes->ensureCursorVisible();
    }
}

void TokenPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showBytes();
}

void TokenPane::retranslate()
{
    m_tree->setHeaderLabels({tr("Token and field"), tr("Value"), tr("Meaning"), tr("Bytes")});
    m_tree->setAccessibleName(tr("Tokens of this exchange, taken apart"));
    m_tree->setAccessibleDescription(
        tr("Each token with its fields. Going to one marks its bytes above."));
    m_bytes->setAccessibleName(tr("Bytes of the token, in hexadecimal"));
    fill();
}

} // namespace pt
