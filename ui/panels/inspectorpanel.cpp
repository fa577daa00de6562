// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/inspectorpanel.h"

#include "ui/panels/findbar.h"
#include "ui/text/format.h"
#include "ui/viewers/detailpane.h"
#include "ui/widgets/recordview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace panels {
namespace {

constexpr quint32 stateMagic = 0x53534950; // "SSIP"
constexpr quint16 stateVersion = 1;

QToolButton *textButton(QWidget *parent, const char *name, const QString &text, const QString &hint)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setToolTip(hint);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    return button;
}

} // namespace

InspectorPanel::InspectorPanel(const PanelContext &context, QWidget *parent)
    : Panel(parent)
    , m_model(context.handle.rows())
    , m_payloads(context.handle.rows())
    , m_copy(m_payloads)
    , m_follow(textButton(this, "follow", tr("&Follow"), tr("Keep the newest message in view (End)")))
    , m_clear(textButton(this, "clearView", tr("&Clear view"), tr("Hide the messages up to now; nothing is deleted")))
    , m_showAll(textButton(this, "showAll", tr("Show &all"), tr("Bring back the hidden messages")))
    , m_count(new QLabel(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_view(new widgets::RecordView(this))
    , m_detail(new viewers::DetailPane(this))
{
    buildToolbar();
    m_view->setObjectName(QStringLiteral("recordView"));
    m_view->setAccessibleName(tr("Messages"));
    m_view->setModel(&m_model);
    // No., time, direction, kind and size; the message takes the rest.
    m_view->setColumnCharacters({9, 13, 3, 8, 9});
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(true);
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_detail->hide(); // Until something is selected, previews have the whole width.
    buildFindBar(context.handle.rows().search());
    static_cast<QVBoxLayout *>(layout())->addWidget(m_splitter, 1);
    connectAll();
    updateToolbar();
}

InspectorPanel::~InspectorPanel()
{
    m_view->setModel(nullptr); // The model goes before the view does.
}

void InspectorPanel::buildToolbar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(6, 3, 6, 3);
    bar->setSpacing(4);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    bar->addWidget(m_follow);
    bar->addWidget(m_clear);
    bar->addWidget(m_showAll);
    bar->addStretch();
    bar->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
}

void InspectorPanel::buildFindBar(stream::RowSearch *search)
{
    if (!search)
        return;
    m_find = new FindBar(*search,
        {.current = [this] { return m_shown; },
            .first = [this] { return m_model.firstSeq(); },
            .last = [this] { return m_model.lastSeq(); },
            .show = [this](base::Seq seq) { showRecord(seq); },
            .leave = [this] { m_view->setFocus(); }},
        this);
    layout()->addWidget(m_find);
    const auto action = [this](const QKeySequence &keys, void (FindBar::*act)()) {
        auto *made = new QAction(this);
        made->setShortcut(keys);
        connect(made, &QAction::triggered, m_find, act);
        addAction(made);
    };
    action(QKeySequence::Find, &FindBar::open);
    action(Qt::Key_F3, &FindBar::findNext);
    action(Qt::SHIFT | Qt::Key_F3, &FindBar::findPrevious);
    auto *find = textButton(this, "find", tr("F&ind"), tr("Find in messages (Ctrl+F)"));
    connect(find, &QToolButton::clicked, m_find, &FindBar::open);
    static_cast<QHBoxLayout *>(layout()->itemAt(0)->layout())->insertWidget(3, find);
}

void InspectorPanel::connectAll()
{
    connect(m_follow, &QToolButton::clicked, m_view, &widgets::RecordView::setFollowing);
    connect(m_view, &widgets::RecordView::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_clear, &QToolButton::clicked, this, &InspectorPanel::clearView);
    connect(m_showAll, &QToolButton::clicked, this, &InspectorPanel::showAll);
    connect(m_view, &widgets::RecordView::selectionChanged, this, &InspectorPanel::selectionMoved);
    connect(m_view, &widgets::RecordView::copyRequested, this,
        [this] { copyPayloads(models::PayloadCopy::Format::Exact); });
    connect(m_view, &widgets::RecordView::menuRequested, this, &InspectorPanel::showMenu);
    connect(&m_copy, &models::PayloadCopy::finished, this, &InspectorPanel::copied);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_splitByHand = true; });
}

void InspectorPanel::setTick(const stream::Tick &tick)
{
    const base::Seq last = m_model.lastSeq();
    m_model.setTick(tick);
    if (m_model.lastSeq() != last)
        updateToolbar();
}

void InspectorPanel::clearView()
{
    m_model.hideUpToNow();
    m_view->setFollowing(true);
    updateToolbar();
}

void InspectorPanel::showAll()
{
    m_model.showAll();
    updateToolbar();
}

void InspectorPanel::updateToolbar()
{
    const quint64 hidden = m_model.hiddenRows();
    m_clear->setEnabled(m_model.rowCount() > 0);
    m_showAll->setVisible(hidden > 0);
    QString words = tr("%1 messages").arg(text::count(static_cast<quint64>(m_model.rowCount())));
    if (hidden > 0)
        words += QStringLiteral(", ") + tr("%1 hidden").arg(text::count(hidden));
    if (const qint64 selected = m_view->selection().count(); selected > 1)
        words += QStringLiteral(", ") + tr("%1 selected").arg(text::count(static_cast<quint64>(selected)));
    m_count->setText(words);
}

void InspectorPanel::selectionMoved()
{
    updateToolbar();
    const int row = m_view->currentRow();
    const base::Seq seq = row >= 0 && !m_view->selection().isEmpty() ? m_model.seqAt(row) : 0;
    if (seq == m_shown)
        return;
    m_shown = seq;
    m_detail->setVisible(seq != 0);
    if (seq == 0) {
        m_payloads.cancelShow();
        m_detail->clear();
        return;
    }
    m_detail->showWaiting(seq);
    m_payloads.showNext(seq, [this](const stream::PayloadReply &reply) { m_detail->showReply(reply); });
}

void InspectorPanel::showRecord(base::Seq seq)
{
    if (const int row = m_model.rowOf(seq); row >= 0)
        m_view->selectRow(row);
}

void InspectorPanel::showMenu(const QPoint &globalPosition)
{
    QMenu menu(this);
    QAction *copy
        = menu.addAction(tr("&Copy payload"), this, [this] { copyPayloads(models::PayloadCopy::Format::Exact); });
    copy->setShortcut(QKeySequence::Copy);
    QAction *hex = menu.addAction(tr("Copy as &hex"), this, [this] { copyPayloads(models::PayloadCopy::Format::Hex); });
    QAction *row = menu.addAction(tr("Copy &row"), this, &InspectorPanel::copyRows);
    menu.addSeparator();
    QAction *again = menu.addAction(tr("&Send again …"), this, &InspectorPanel::sendAgain);
    const bool any = !m_view->selection().isEmpty();
    for (QAction *action : {copy, hex, row})
        action->setEnabled(any);
    const auto record = m_shown != 0 ? m_model.cachedRow(m_shown) : std::nullopt;
    again->setEnabled(record && capture::isData(record->kind));
    menu.exec(globalPosition);
}

void InspectorPanel::copyPayloads(models::PayloadCopy::Format format)
{
    if (m_view->selection().isEmpty())
        return;
    // Rows move while the copy runs; their numbers do not.
    struct Span
    {
        base::Seq next, last;
    };
    auto spans = std::make_shared<std::vector<Span>>();
    for (const widgets::RowRange &range : m_view->selection().ranges())
        spans->push_back({m_model.seqAt(range.first), m_model.seqAt(range.last)});
    m_copy.start(format, [spans, at = std::size_t(0)]() mutable -> base::Seq {
        while (at < spans->size() && (*spans)[at].next > (*spans)[at].last)
            ++at;
        return at < spans->size() ? (*spans)[at].next++ : 0;
    });
    if (m_copy.isRunning() && m_view->selection().count() > 1000)
        emit noticeRaised(tr("Copying …"));
}

void InspectorPanel::copyRows()
{
    static constexpr int mostRows = 1000;
    QStringList lines;
    for (const widgets::RowRange &range : m_view->selection().ranges()) {
        for (int row = range.first; row <= range.last && lines.size() < mostRows; ++row) {
            QStringList cells;
            for (int column = 0; column < m_model.columnCount(); ++column)
                cells << m_model.index(row, column).data().toString();
            lines << cells.join(QLatin1Char('\t'));
        }
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    emit noticeRaised(tr("Rows copied: %1").arg(text::count(static_cast<quint64>(lines.size()))));
}

void InspectorPanel::sendAgain()
{
    m_copy.cancel();
    m_payloads.copyNext(m_shown, [this](const stream::PayloadReply &reply) {
        if (!reply.found)
            emit noticeRaised(tr("That message is not there any more."));
        else
            emit sendAgainRequested(
                reply.row && reply.row->kind == capture::Kind::Binary ? ws::Opcode::Binary : ws::Opcode::Text,
                reply.payload);
    });
}

void InspectorPanel::copied(const QByteArray &bytes, qsizetype rows, bool cut)
{
    if (rows > 0)
        QApplication::clipboard()->setMimeData(models::clipboardContent(bytes));
    const QString howMany = text::count(static_cast<quint64>(rows));
    if (rows == 0)
        emit noticeRaised(cut
                ? tr("Nothing copied: a message is larger than %1.").arg(text::bytes(models::PayloadCopy::mostBytes))
                : tr("Nothing copied: the messages are not there any more."));
    else if (cut)
        emit noticeRaised(
            tr("Only the first %1 messages were copied, %2: the clipboard takes no more. Export the rest.")
                .arg(howMany, text::bytes(bytes.size())));
    else
        emit noticeRaised(tr("Messages copied: %1, %2").arg(howMany, text::bytes(bytes.size())));
}

void InspectorPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    if (m_splitByHand)
        return;
    // Beside each other when there is room for both, else one above the other.
    const bool wide = width() > 1.4 * height() && width() > 80 * fontMetrics().averageCharWidth();
    m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

QByteArray InspectorPanel::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << stateMagic << stateVersion << m_view->header()->saveState() << m_splitter->saveState() << m_splitByHand;
    return state;
}

bool InspectorPanel::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    quint16 version = 0;
    QByteArray header;
    QByteArray splitter;
    bool byHand = false;
    in >> magic >> version;
    if (magic != stateMagic || version != stateVersion)
        return false;
    in >> header >> splitter >> byHand;
    if (in.status() != QDataStream::Ok || !m_view->header()->restoreState(header)
        || !m_splitter->restoreState(splitter))
        return false;
    m_splitByHand = byHand;
    return true;
}

} // namespace panels
