// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/detailpane.h"

#include "ui/viewers/factsstrip.h"
#include "ui/viewers/hexview.h"
#include "ui/viewers/jsonmodel.h"
#include "ui/viewers/textview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace viewers {
namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(12);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent)
    , m_facts(new FactsStrip(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(plainLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_jsonPage(new QStackedWidget(this))
    , m_tree(new QTreeView(this))
    , m_jsonProblem(plainLabel(this))
    , m_json(new JsonModel(this))
    , m_text(new TextView(this))
    , m_hex(new HexView(this))
{
    m_pool.setMaxThreadCount(1);
    buildTree();
    m_jsonProblem->setObjectName(QStringLiteral("jsonProblem"));
    m_jsonPage->addWidget(m_tree);
    m_jsonPage->addWidget(m_jsonProblem);
    m_tabs->setObjectName(QStringLiteral("payloadTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_jsonPage, tr("&JSON"));
    m_tabs->addTab(m_text, tr("Te&xt"));
    m_tabs->addTab(m_hex, tr("&Hex"));

    auto *message = new QWidget(this);
    auto *column = new QVBoxLayout(message);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_facts);
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(message);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    clear();
}

DetailPane::~DetailPane()
{
    cancelDecoding();
    m_pool.waitForDone();
}

void DetailPane::buildTree()
{
    m_tree->setObjectName(QStringLiteral("jsonTree"));
    m_tree->setAccessibleName(tr("Payload as a JSON tree"));
    m_tree->setModel(m_json);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->resizeSection(0, fontMetrics().horizontalAdvance(QLatin1Char('0')) * 26);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &DetailPane::showTreeMenu);
}

void DetailPane::showWaiting(base::Seq seq)
{
    // What is shown stays until the answer comes: a flicker would say less.
    if (m_stack->currentIndex() == 0)
        m_empty->setText(tr("Reading message %1 …").arg(QString::number(seq)));
}

void DetailPane::clear(const QString &why)
{
    cancelDecoding();
    m_json->setOutline({});
    m_text->clear();
    m_hex->setBytes({});
    m_empty->setText(why.isEmpty() ? tr("Select a message to read it in full.") : why);
    m_stack->setCurrentIndex(0);
}

void DetailPane::setMark(const QString &text, Qt::CaseSensitivity sensitivity) { m_text->setMark(text, sensitivity); }

void DetailPane::showReply(const stream::PayloadReply &reply)
{
    if (!reply.found) {
        clear(
            tr("Message %1 is not there any more: the capture let it go to keep its size, or it could not be written.")
                .arg(QString::number(reply.seq)));
        return;
    }
    m_facts->setText(wireFacts(reply));
    m_stack->setCurrentIndex(1);
    m_hex->setBytes(reply.payload);
    decode(reply);
}

void DetailPane::decode(const stream::PayloadReply &reply)
{
    static constexpr qsizetype smallEnough = 16 << 10; // Decoded here at once, in far less than a frame.
    cancelDecoding();
    const capture::Kind kind = reply.row ? reply.row->kind : capture::Kind::Text;
    if (reply.payload.size() <= smallEnough) {
        showPrepared(reply.payload, prepare(reply.payload, kind, std::atomic<bool>(false)));
        return;
    }
    m_json->setOutline({});
    m_text->clear();
    m_jsonProblem->setText(tr("Reading …"));
    m_jsonPage->setCurrentWidget(m_jsonProblem);
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, cancel = m_cancel, payload = reply.payload, kind] {
        PreparedPayload prepared = prepare(payload, kind, *cancel);
        QMetaObject::invokeMethod(
            this,
            [this, cancel, payload, prepared = std::move(prepared)] {
                if (cancel != m_cancel)
                    return; // A newer message was chosen meanwhile.
                m_cancel.reset();
                showPrepared(payload, prepared);
            },
            Qt::QueuedConnection);
    });
}

void DetailPane::showPrepared(const QByteArray &payload, const PreparedPayload &prepared)
{
    m_json->setOutline(prepared.outline);
    m_jsonProblem->setText(prepared.jsonProblem);
    m_jsonPage->setToolTip(prepared.format.isEmpty() ? QString() : tr("Read as %1").arg(prepared.format));
    m_jsonPage->setCurrentWidget(prepared.outline ? static_cast<QWidget *>(m_tree) : m_jsonProblem);
    if (prepared.outline) {
        const QModelIndex whole = m_json->index(0, 0);
        m_json->fetchMore(whole);
        m_tree->expand(whole);
        for (int row = 0; row < std::min(m_json->rowCount(whole), 8); ++row) {
            const QModelIndex child = m_json->index(row, 0, whole);
            m_json->fetchMore(child);
            if (m_json->rowCount(child) <= 16)
                m_tree->expand(child);
        }
    }
    m_text->setContent(payload, prepared.first, prepared.pretty, prepared.firstPretty);
}

void DetailPane::cancelDecoding()
{
    if (m_cancel)
        m_cancel->store(true);
    m_cancel.reset();
}

void DetailPane::showTreeMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy &value"), this,
        [this, index] { QApplication::clipboard()->setText(QString::fromUtf8(m_json->rawValue(index))); });
    menu.addAction(tr("Copy &path"), this, [this, index] { QApplication::clipboard()->setText(m_json->path(index)); });
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

} // namespace viewers
