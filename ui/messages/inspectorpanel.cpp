// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/inspectorpanel.h"

#include "ui/messages/findbar.h"
#include "ui/messages/inspectorbar.h"
#include "ui/text/format.h"
#include "ui/viewers/detailpane.h"
#include "ui/widgets/recordview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QSplitter>
#include <QVBoxLayout>

namespace messages {
namespace {

constexpr quint32 stateMagic = 0x53534950; // "SSIP"
constexpr quint16 stateVersion = 1;

} // namespace

InspectorPanel::InspectorPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_model(context.handle.rows())
    , m_payloads(context.handle.rows())
    , m_copy(m_payloads)
    , m_bar(new InspectorBar(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_view(new widgets::RecordView(this))
    , m_detail(new viewers::DetailPane(this))
{
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
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    buildFindBar(context.handle.rows().search());
    column->addWidget(m_splitter, 1);
    connectAll();
    updateCounts();
}

InspectorPanel::~InspectorPanel()
{
    m_view->setModel(nullptr); // The model goes before the view does.
}

void InspectorPanel::buildFindBar(stream::RowSearch *search)
{
    if (!search)
        return;
    m_find = new FindBar(*search,
        {.current = [this] { return m_shown; },
            .first = [this] { return m_model.firstInReach(); },
            .last = [this] { return m_model.lastInReach(); },
            .isShown = [this](base::Seq seq) { return m_model.isInReach(seq); },
            .show = [this](base::Seq seq) { showRecord(seq); },
            .mark =
                [this](const QString &text, Qt::CaseSensitivity sensitivity) {
                    m_view->setMark(text, sensitivity);
                    m_detail->setMark(text, sensitivity);
                },
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
    connect(m_bar, &InspectorBar::findRequested, m_find, &FindBar::open);
    m_bar->showFind();
}

void InspectorPanel::connectAll()
{
    connect(m_bar, &InspectorBar::followingChosen, m_view, &widgets::RecordView::setFollowing);
    connect(m_view, &widgets::RecordView::followingChanged, m_bar, &InspectorBar::setFollowing);
    connect(m_bar, &InspectorBar::clearRequested, this, &InspectorPanel::clearView);
    connect(m_bar, &InspectorBar::showAllRequested, this, &InspectorPanel::showAll);
    connect(m_bar, &InspectorBar::shownChanged, this, &InspectorPanel::filterKinds);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = m_filtering ? m_shown : 0; });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_filtering = false;
        selectRecord(std::exchange(m_kept, 0));
        updateCounts();
    });
    connect(m_view, &widgets::RecordView::tailRequested, this, [this] { m_model.revealNewest(); });
    connect(m_view, &widgets::RecordView::headRequested, this, [this] { m_model.reveal(m_model.firstInReach()); });
    connect(m_view, &widgets::RecordView::selectionChanged, this, &InspectorPanel::selectionMoved);
    connect(m_view, &widgets::RecordView::copyRequested, this,
        [this] { copyPayloads(models::PayloadCopy::Format::Exact); });
    connect(m_view, &widgets::RecordView::menuRequested, this, &InspectorPanel::showMenu);
    connect(&m_copy, &models::PayloadCopy::finished, this, &InspectorPanel::copied);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_splitByHand = true; });
}

void InspectorPanel::setTick(const stream::Tick &tick)
{
    const base::Seq last = m_model.lastInReach();
    m_model.setTick(tick);
    if (m_model.lastInReach() != last)
        updateCounts();
}

// Rows get other places: what was chosen is found again by its number, if it is still to be seen.
void InspectorPanel::filterKinds()
{
    m_filtering = true;
    m_model.setFilter({.control = m_bar->showsControl(), .notes = m_bar->showsNotes()});
}

void InspectorPanel::clearView()
{
    m_model.hideUpToNow();
    m_view->setFollowing(true);
    updateCounts();
}

void InspectorPanel::showAll()
{
    m_model.showAll();
    updateCounts();
}

void InspectorPanel::updateCounts()
{
    m_bar->setCounts({.rows = static_cast<quint64>(m_model.rowCount()),
        .cleared = m_model.hiddenRows(),
        .filtered = m_model.filteredRows(),
        .unlisted = m_model.unlistedRows(),
        .selected = static_cast<quint64>(m_view->selection().count())});
}

void InspectorPanel::selectionMoved()
{
    updateCounts();
    // A chosen row holds the view: the button says so.
    m_bar->setFollowing(m_view->isFollowing() && m_view->selection().isEmpty());
    const int row = m_view->currentRow();
    const base::Seq seq = row >= 0 && !m_view->selection().isEmpty() ? m_model.seqAt(row) : 0;
    if (seq == m_shown)
        return;
    m_shown = seq;
    if (!m_detailElsewhere)
        m_detail->setVisible(seq != 0);
    emit shownChanged(seq);
    if (seq == 0) {
        m_payloads.cancelShow();
        m_detail->clear();
        return;
    }
    m_detail->showWaiting(seq);
    m_payloads.showNext(seq, [this](const stream::PayloadReply &reply) { m_detail->showReply(reply); });
}

viewers::DetailPane *InspectorPanel::takeDetail()
{
    m_detailElsewhere = true;
    m_detail->setParent(nullptr); // Not shown: it would be a window.
    return m_detail;
}

void InspectorPanel::step(int by)
{
    const int row = m_view->currentRow() + by;
    if (row >= 0 && row < m_model.rowCount())
        m_view->selectRow(row);
}

void InspectorPanel::clearSelection() { m_view->clearSelection(); }

void InspectorPanel::showRecord(base::Seq seq)
{
    m_model.reveal(seq);
    selectRecord(seq);
}

void InspectorPanel::selectRecord(base::Seq seq)
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
    m_copy.start(format, [this, spans, at = std::size_t(0)]() mutable -> base::Seq {
        while (at < spans->size()) {
            Span &span = (*spans)[at];
            while (span.next <= span.last && m_model.isHidden(span.next))
                ++span.next; // What the filter hides was not selected.
            if (span.next <= span.last)
                return span.next++;
            ++at;
        }
        return 0;
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
    widgets::Panel::resizeEvent(event);
    if (m_splitByHand)
        return;
    // Beside each other when there is room for both, else one above the other.
    const bool wide = width() > 1.4 * height() && width() > 80 * fontMetrics().averageCharWidth();
    m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

QJsonObject InspectorPanel::save() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << stateMagic << stateVersion << m_view->header()->saveState() << m_splitter->saveState() << m_splitByHand;
    return {{QStringLiteral("state"), QString::fromLatin1(state.toBase64())}};
}

void InspectorPanel::restore(const QJsonObject &object)
{
    const QByteArray state = QByteArray::fromBase64(object[QStringLiteral("state")].toString().toLatin1());
    QDataStream in(state);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    quint16 version = 0;
    QByteArray header;
    QByteArray splitter;
    bool byHand = false;
    in >> magic >> version;
    if (magic != stateMagic || version != stateVersion)
        return;
    in >> header >> splitter >> byHand;
    if (in.status() == QDataStream::Ok && m_view->header()->restoreState(header) && m_splitter->restoreState(splitter))
        m_splitByHand = byHand;
}

} // namespace messages
