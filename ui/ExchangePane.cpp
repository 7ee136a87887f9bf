// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ExchangePane.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/Shades.h"
#include "ui/TokenPane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

namespace pt {

namespace {

// Enough to see the pattern of a binary answer; more would only make scrolling slow.
constexpr qsizetype mostEscapesMarked = 1500;

EvidenceSource sourceOf(TokenPlace place)
{
    switch (place) {
    case TokenPlace::RequestHead:
        return EvidenceSource::RequestHead;
    case TokenPlace::RequestBody:
        return EvidenceSource::RequestBody;
    case TokenPlace::ResponseHead:
        return EvidenceSource::ResponseHead;
    case TokenPlace::ResponseBody:
        break;
    }
    return EvidenceSource::ResponseBody;
}

TokenPlace placeOf(EvidenceSource source)
{
    switch (source) {
    case EvidenceSource::RequestHead:
        return TokenPlace::RequestHead;
    case EvidenceSource::RequestBody:
        return TokenPlace::RequestBody;
    case EvidenceSource::ResponseHead:
        return TokenPlace::ResponseHead;
    default:
        return TokenPlace::ResponseBody;
    }
}

} // namespace

ExchangePane::ExchangePane(QWidget *parent)
    : QWidget(parent)
    , m_selectorLabel(new PlainLabel(this))
    , m_selector(new QComboBox(this))
    , m_wrap(new QCheckBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_tokens(new TokenPane(this))
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_meaning(new PlainLabel(this))
{
    m_selector->setObjectName(QStringLiteral("exchangeSelector"));
    m_selector->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_selector->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_selector->setMinimumContentsLength(18);
    m_selectorLabel->setBuddy(m_selector);
    m_selectorLabel->setWordWrap(false);

    m_text->setObjectName(QStringLiteral("exchangeText"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_text->setFont(monospaced());
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setMinimumHeight(100);

    m_wrap->setChecked(true);
    m_meaning->setObjectName(QStringLiteral("byteMeaning"));
    m_meaning->setSelectable(true);

    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(m_selectorLabel);
    top->addWidget(m_selector, 1);
    top->addWidget(m_wrap);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    layout->addLayout(top);
    m_split->addWidget(m_text);
    m_split->addWidget(m_tokens);
    m_split->setChildrenCollapsible(false);
    m_split->setSizes({1000, 900}); // in proportion, whatever the height
    layout->addWidget(m_split, 1);
    layout->addWidget(m_meaning);

    connect(m_selector, &QComboBox::activated, this, [this](int index) {
        showExchange(m_selector->itemData(index).toInt());
        applyMarks();
        m_text->moveCursor(QTextCursor::Start);
        sayMeaning();
    });
    connect(m_wrap, &QCheckBox::toggled, this, [this](bool on) {
        m_text->setLineWrapMode(on ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
    connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, &ExchangePane::followCursor);
    connect(m_text, &QPlainTextEdit::selectionChanged, this, &ExchangePane::followCursor);
    connect(m_tokens, &TokenPane::chosen, this, &ExchangePane::showToken);
    retranslate();
}

QList<QWidget *> ExchangePane::controls() const
{
    return QList<QWidget *>{m_selector, m_wrap, m_text} + m_tokens->controls()
        + QList<QWidget *>{m_meaning};
}

QWidget *ExchangePane::tokens() const
{
    return m_tokens->controls().first();
}

void ExchangePane::setCase(const Case &value)
{
    m_case = value;
    m_finding.reset();
    fillSelector();
    showExchange(m_case.exchanges.isEmpty() ? 0 : m_case.exchanges.first().id);
    applyMarks();
    sayMeaning();
}

int ExchangePane::currentExchange() const
{
    return m_selector->currentIndex() < 0 ? 0 : m_selector->currentData().toInt();
}

void ExchangePane::showProof(const Finding &finding, qsizetype current)
{
    m_finding = finding;
    m_current = current;
    if (current < 0 || current >= finding.evidence.size()) {
        applyMarks();
        return;
    }
    const Evidence &evidence = finding.evidence.at(current);
    if (evidence.exchange != 0 && m_case.exchange(evidence.exchange)
        && (evidence.exchange != currentExchange() || m_shown.text().isEmpty())) {
        m_selector->setCurrentIndex(m_selector->findData(evidence.exchange));
        showExchange(evidence.exchange);
    }
    applyMarks();
    const auto range = evidence.exchange == currentExchange()
        ? m_shown.rangeOf(evidence.source, evidence.start, evidence.length)
        : std::nullopt;
    QTextCursor cursor(m_text->document());
    cursor.setPosition(range ? int(range->start) : 0);
    m_text->setTextCursor(cursor);
    if (range) {
        // Out of the corner, so that the lines around can be read as well.
        m_text->centerCursor();
        m_text->horizontalScrollBar()->setValue(0);
        m_text->ensureCursorVisible();
    }
    sayMeaning();
}

void ExchangePane::fillSelector()
{
    const QSignalBlocker blocker(m_selector);
    const int kept = currentExchange();
    m_selector->clear();
    for (const Exchange &exchange : std::as_const(m_case.exchanges)) {
        const QString asked = visibleBytes(exchange.request.startLine(), false, 60);
        const QString answered = exchange.response.head.isEmpty()
            ? tr("no HTTP answer")
            : visibleBytes(exchange.response.startLine(), false, 50);
        m_selector->addItem(tr("%1. %2 → %3", "number of the exchange, request line, status line")
                                .arg(QString::number(exchange.id),
                                     asked.isEmpty() ? wordStageName(exchange.stage) : asked, answered),
                            exchange.id);
    }
    m_selector->setEnabled(m_selector->count() > 0);
    if (const int index = m_selector->findData(kept); index >= 0)
        m_selector->setCurrentIndex(index);
}

void ExchangePane::showExchange(int id)
{
    const Exchange *exchange = m_case.exchange(id);
    m_tokens->setExchange(exchange);
    if (!exchange) {
        m_shown = {};
        m_text->setPlainText(tr("Nothing was exchanged with the proxy, so there are no bytes to show."));
        return;
    }
    ExchangeText::Headings headings;
    headings.request = exchange->form == ExchangeForm::InsideTunnel
        ? tr("Asked, inside the tunnel, of the site itself")
        : tr("Asked");
    headings.requestBody = tr("Body of the request");
    headings.response = tr("Answered");
    headings.responseBody = tr("Body of the answer (text, never run or shown as a page)");
    headings.cut = tr("The rest was not kept: %1 bytes arrived in all.")
                       .arg(exchange->response.bodyBytes);
    switch (exchange->end) {
    case ExchangeEnd::ClosedByPeer:
        headings.nothing = tr("Nothing: the other side closed the connection.");
        break;
    case ExchangeEnd::Reset:
        headings.nothing = tr("Nothing: the other side reset the connection.");
        break;
    case ExchangeEnd::IdleTimeout:
    case ExchangeEnd::TotalTimeout:
        headings.nothing = tr("Nothing came within %1 s.").arg(qRound(double(exchange->durationMs) / 1000.0));
        break;
    case ExchangeEnd::TlsFailed:
        headings.nothing = exchange->form == ExchangeForm::InsideTunnel
            ? tr("Nothing: the encrypted connection to the site could not be set up.")
            : tr("Nothing: the encrypted connection to the proxy could not be set up.");
        break;
    case ExchangeEnd::Cancelled:
        headings.nothing = tr("Nothing until the test was cancelled.");
        break;
    case ExchangeEnd::ConnectFailed:
        headings.nothing = tr("Nothing: no connection to the proxy could be made.");
        break;
    case ExchangeEnd::Complete:
    case ExchangeEnd::LimitReached:
        headings.nothing = tr("Nothing.");
        break;
    }
    m_shown = ExchangeText(*exchange, headings);
    m_text->setPlainText(m_shown.text());
}

void ExchangePane::applyMarks()
{
    const Shades shades = Shades::of(palette());
    QList<QTextEdit::ExtraSelection> selections;
    const auto mark = [&](const ExchangeText::TextRange &range, const QTextCharFormat &format) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_text->document());
        selection.cursor.setPosition(int(range.start));
        selection.cursor.setPosition(int(range.start + range.length), QTextCursor::KeepAnchor);
        selection.format = format;
        selections.append(selection);
    };

    QTextCharFormat heading;
    heading.setForeground(shades.muted);
    heading.setBackground(palette().alternateBase());
    heading.setProperty(QTextFormat::FullWidthSelection, true);
    for (const ExchangeText::TextRange &range : m_shown.headings()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_text->document());
        selection.cursor.setPosition(int(range.start));
        selection.format = heading;
        selections.append(selection);
        mark(range, heading);
    }
    QTextCharFormat escape;
    escape.setForeground(shades.escape);
    for (qsizetype i = 0; i < qMin(m_shown.escapes().size(), mostEscapesMarked); ++i)
        mark(m_shown.escapes().at(i), escape);

    if (m_finding) {
        const auto markProof = [&](qsizetype i, bool current) {
            const Evidence &evidence = m_finding->evidence.at(i);
            if (evidence.exchange != currentExchange())
                return;
            const auto range = m_shown.rangeOf(evidence.source, evidence.start, evidence.length);
            if (!range || range->length == 0)
                return;
            QTextCharFormat format;
            format.setBackground(current ? shades.proofCurrent : shades.proof);
            if (current || shades.highContrast)
                format.setForeground(current ? shades.proofText : palette().color(QPalette::Text));
            format.setFontUnderline(true);
            mark(*range, format);
        };
        for (qsizetype i = 0; i < m_finding->evidence.size(); ++i) {
            if (i != m_current)
                markProof(i, false);
        }
        if (m_current >= 0 && m_current < m_finding->evidence.size())
            markProof(m_current, true);
    }
    const Exchange *exchange = m_case.exchange(currentExchange());
    if (const auto range = exchange && m_tokenChosen ? tokenRange(*exchange) : std::nullopt) {
        QTextCharFormat format;
        format.setBackground(palette().color(QPalette::Highlight));
        format.setForeground(palette().color(QPalette::HighlightedText));
        mark(*range, format);
    }
    m_text->setExtraSelections(selections);
}

/// The characters of what is chosen among the tokens.
std::optional<ExchangeText::TextRange> ExchangePane::tokenRange(const Exchange &exchange) const
{
    const std::optional<TokenSpot> spot = m_tokens->current();
    if (!spot || spot->token < 0 || spot->token >= exchange.decoded.size())
        return std::nullopt;
    const DecodedToken &token = exchange.decoded.at(spot->token);
    ByteSpan span{token.start, token.length};
    if (spot->field >= 0 && spot->field < token.fields.size())
        span = fieldSpan(exchange, token, token.fields.at(spot->field));
    if (span.length <= 0)
        return std::nullopt;
    return m_shown.rangeOf(sourceOf(token.place), span.start, span.length);
}

/// Somebody went to a token or field: its bytes are marked, and moved to where they can be seen.
void ExchangePane::showToken()
{
    const Exchange *exchange = m_case.exchange(currentExchange());
    const auto range = exchange ? tokenRange(*exchange) : std::nullopt;
    m_tokenChosen = true;
    m_fromTokens = true;
    if (range) {
        QTextCursor cursor(m_text->document());
        cursor.setPosition(int(range->start));
        m_text->setTextCursor(cursor);
        m_text->ensureCursorVisible();
    }
    m_fromTokens = false;
    applyMarks();
    sayMeaning();
}

/// The cursor went somewhere: where that is in a token, the token is gone to as well.
void ExchangePane::followCursor()
{
    if (m_fromTokens)
        return;
    std::optional<TokenSpot> spot;
    const auto place = m_shown.placeAt(m_text->textCursor().selectionStart());
    if (const Exchange *exchange = m_case.exchange(currentExchange()); exchange && place)
        spot = tokenAt(*exchange, placeOf(place->part), place->offset);
    m_tokens->setCurrent(spot);
    if (m_tokenChosen) {
        m_tokenChosen = false;
        applyMarks();
    }
    sayMeaning();
}

void ExchangePane::sayMeaning()
{
    QString words;
    const Exchange *exchange = m_case.exchange(currentExchange());
    if (exchange) {
        const auto place = m_shown.placeAt(m_text->textCursor().selectionStart());
        if (m_tokens->current()) {
            words = m_tokens->meaning();
        } else if (!place) {
            words = tr("Move the cursor onto a byte to see what it means.");
        } else if (place->part == EvidenceSource::RequestHead || place->part == EvidenceSource::ResponseHead) {
            words = wordByteMeaning(*exchange, place->part == EvidenceSource::ResponseHead, place->offset);
        } else {
            words = tr("This is the content that follows the head, byte %1.").arg(place->offset);
        }
    }
    m_meaning->setText(words);
    m_meaning->setAccessibleName(words.isEmpty() ? tr("Meaning of the bytes at the cursor") : words);
}

void ExchangePane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        const int id = currentExchange();
        const int position = m_text->textCursor().position();
        fillSelector();
        showExchange(id);
        applyMarks();
        QTextCursor cursor(m_text->document());
        cursor.setPosition(qMin(position, m_text->document()->characterCount() - 1));
        m_text->setTextCursor(cursor);
        if (m_finding)
            showProof(*m_finding, m_current);
        sayMeaning();
    } else if (event->type() == QEvent::PaletteChange) {
        applyMarks();
    }
}

void ExchangePane::retranslate()
{
    m_selectorLabel->setText(tr("Exchan&ge"));
    m_selector->setAccessibleName(tr("Exchange to show"));
    m_wrap->setText(tr("Wrap &long lines"));
    m_wrap->setAccessibleName(tr("Wrap long lines"));
    m_text->setAccessibleName(tr("The exchange, byte for byte"));
    m_text->setAccessibleDescription(
        tr("What was asked and what was answered. Move the cursor to learn what the bytes mean."));
}

} // namespace pt
